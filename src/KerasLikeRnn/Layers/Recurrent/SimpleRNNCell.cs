namespace KerasLikeRnn.Layers;

/// <summary>The cell of <see cref="SimpleRNN"/>: h' = activation(x·kernel + bias + h·recurrent_kernel); the output is h'.</summary>
/// <param name="units">Size of the state.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.SimpleRNNCell")]
public partial class SimpleRNNCell(int units, RecurrentArguments? arguments = null, LayerOptions? options = null)
    : UnitsCell(1, units, arguments, options)
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var h = Required.NotNull(states)[0];
        if (InputMasks(x, context) is { } dropped) x = Ops.Multiply(x, dropped[0]);
        if (StateMasks(h, context) is { } forgotten) h = Ops.Multiply(h, forgotten[0]);
        var output = activation.call(Ops.Add(Ops.Linear(x, kernel.Current, bias?.Current), Ops.MatMul(h, recurrent_kernel.Current)));
        return (output, output);
    }

    /// <inheritdoc/>
    internal override (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors states, SequenceRun run)
    {
        var (output, state) = Ops.SimpleRnn(
            x, kernel.Current, bias?.Current, recurrent_kernel.Current, states[0], mask, FusedOptions(run), run.ReturnSequences);
        return (output, state);
    }
}

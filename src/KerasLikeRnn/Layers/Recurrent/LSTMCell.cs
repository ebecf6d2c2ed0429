namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of <see cref="LSTM"/> (Hochreiter and Schmidhuber, 1997). With z = x·kernel + bias + h·recurrent_kernel in four
/// parts i, f, c, o and σ = recurrent_activation: c' = σ(z_f)·c + σ(z_i)·activation(z_c), h' = σ(z_o)·activation(c').
/// </summary>
/// <remarks>States: h, which is the output, and c, each (batch, units).</remarks>
/// <param name="units">Size of each state.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.LSTMCell"), KerasOrder("bias_initializer", "unit_forget_bias")]
public partial class LSTMCell(
    int units, RecurrentArguments? arguments = null, GateArguments? gates = null, bool unit_forget_bias = true,
    LayerOptions? options = null)
    : GatedCell(4, units, arguments, gates, options)
{
    public bool unit_forget_bias { get; } = unit_forget_bias;

    /// <inheritdoc/>
    public override StateSize state_size => [units, units];

    private protected override Initializer FirstBias => unit_forget_bias ? new ForgetBias(bias_initializer, units) : bias_initializer;

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var z = Projected(Ops.Cast(inputs, DType), bias?.Current, context);
        var recurrent = Recurrent(states[0], context);
        for (var gate = 0; gate < z.Length; gate++) z[gate] = Ops.Add(z[gate], recurrent[gate]);
        return Step(z, states[1], activation, recurrent_activation);
    }

    /// <summary>A step, from the sums of the gates and the state c.</summary>
    internal static (Tensor Output, Tensors States) Step(
        Tensor[] z, Tensor c, Activations.Activation activation, Activations.Activation gates)
    {
        var carry = Ops.Add(Ops.Multiply(gates.call(z[1]), c), Ops.Multiply(gates.call(z[0]), activation.call(z[2])));
        var output = Ops.Multiply(gates.call(z[3]), activation.call(carry));
        return (output, [output, carry]);
    }

    /// <inheritdoc/>
    internal override (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors states, SequenceRun run)
    {
        var (output, h, c) = Ops.Lstm(
            x, kernel.Current, bias?.Current, recurrent_kernel.Current, states[0], states[1], mask, FusedOptions(run), run.ReturnSequences);
        return (output, (Tensor[])[h, c]);
    }

    /// <summary>h·recurrent_kernel, gate by gate.</summary>
    private Tensor[] Recurrent(Tensor h, CallContext context)
    {
        var forgotten = StateMasks(h, context);
        if (implementation == 1) return Each(gate => Ops.MatMul(Masked(h, forgotten, gate), Gate(recurrent_kernel.Current, gate)));
        var all = Ops.MatMul(h, recurrent_kernel.Current);
        return Each(gate => Gate(all, gate));
    }
}

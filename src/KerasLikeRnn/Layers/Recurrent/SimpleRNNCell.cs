namespace KerasLikeRnn.Layers;

/// <summary>The cell of <see cref="SimpleRNN"/>: h' = activation(x·kernel + bias + h·recurrent_kernel); the output is h'.</summary>
/// <param name="units">Size of the state.</param>
/// <param name="activation">Function applied to the sum.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="dropout">Share of the inputs dropped in training, the same ones at every step (clamped to 0 .. 1).</param>
/// <param name="recurrent_dropout">Share of the state dropped in training, the same at every step (clamped to 0 .. 1).</param>
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.SimpleRNNCell")]
public class SimpleRNNCell(
    int units, ActivationLike activation = default, bool use_bias = true, RecurrentInitializers? initializers = null,
    RecurrentRegularizers? regularizers = null, RecurrentConstraints? constraints = null, double dropout = 0.0,
    double recurrent_dropout = 0.0, LayerOptions? options = null)
    : UnitsCell(gates: 1, units, activation, use_bias, initializers, regularizers, constraints, dropout, recurrent_dropout, options)
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
        var (output, state) = Ops.SimpleRnn(x, kernel.Current, bias?.Current, recurrent_kernel.Current, states[0], mask, FusedOptions(run), run.ReturnSequences);
        return (output, state);
    }
}

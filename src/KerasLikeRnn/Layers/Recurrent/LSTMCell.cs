namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of <see cref="LSTM"/> (Hochreiter and Schmidhuber, 1997). With z = x·kernel + bias + h·recurrent_kernel in four
/// parts i, f, c, o and σ = recurrent_activation: c' = σ(z_f)·c + σ(z_i)·activation(z_c), h' = σ(z_o)·activation(c').
/// </summary>
/// <remarks>States: h, which is the output, and c, each (batch, units).</remarks>
/// <param name="units">Size of each state.</param>
/// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
/// <param name="recurrent_activation">Function applied to the gates i, f and o; sigmoid by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
/// <param name="dropout">Share of the inputs dropped in training (clamped to 0 .. 1).</param>
/// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1).</param>
/// <param name="implementation">1: a product for each gate, 2: one for all; 1 with recurrent_dropout.</param>
/// <param name="initializers">First values of the weights.</param>
/// <param name="regularizers">Penalties on the weights.</param>
/// <param name="constraints">What is done to the weights after every update.</param>
/// <param name="options">The arguments common to all layers.</param>
/// <exception cref="ValueError">units is negative.</exception>
[KerasExport("keras.layers.LSTMCell")]
public class LSTMCell(
    int units, ActivationLike activation = default, ActivationLike recurrent_activation = default, bool use_bias = true,
    RecurrentInitializers? initializers = null, bool unit_forget_bias = true, RecurrentRegularizers? regularizers = null,
    RecurrentConstraints? constraints = null, double dropout = 0.0, double recurrent_dropout = 0.0, int implementation = 2,
    LayerOptions? options = null)
    : GatedCell(
        gates: 4, units, activation, recurrent_activation, use_bias, initializers, regularizers, constraints, dropout, recurrent_dropout,
        implementation, options)
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

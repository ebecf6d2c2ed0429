namespace KerasLikeRnn.Layers;

/// <summary>
/// The cell of <see cref="LSTM"/> (Hochreiter and Schmidhuber, 1997). With z = x·kernel + bias + h·recurrent_kernel in four
/// parts i, f, c, o and σ = recurrent_activation: c' = σ(z_f)·c + σ(z_i)·activation(z_c), h' = σ(z_o)·activation(c').
/// </summary>
/// <remarks>States: h, which is the output, and c, each (batch, units).</remarks>
[KerasExport("keras.layers.LSTMCell")]
public sealed class LSTMCell : GatedCell
{
    private const int Gates = 4;

    /// <summary>Creates the cell.</summary>
    /// <param name="units">Size of each state.</param>
    /// <param name="activation">Function applied to the candidate and to the carried state; tanh by default.</param>
    /// <param name="recurrent_activation">Function applied to the gates i, f and o; sigmoid by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (features, 4 units).</param>
    /// <param name="recurrent_initializer">First values of the recurrent kernel (units, 4 units).</param>
    /// <param name="bias_initializer">First values of the bias (4 units).</param>
    /// <param name="unit_forget_bias">Whether the bias of the forget gate begins with ones (Jozefowicz et al., 2015).</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="dropout">Share of the inputs dropped in training (clamped to 0 .. 1).</param>
    /// <param name="recurrent_dropout">Share of the state dropped in training (clamped to 0 .. 1).</param>
    /// <param name="implementation">1: a product for each gate, 2: one for all; 1 with recurrent_dropout.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">units is negative.</exception>
    public LSTMCell(
        int units,
        ActivationLike activation = default,
        ActivationLike recurrent_activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default,
        bool unit_forget_bias = true,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default,
        RegularizerLike bias_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default,
        ConstraintLike bias_constraint = default,
        double dropout = 0.0,
        double recurrent_dropout = 0.0,
        int implementation = 2,
        LayerOptions? options = null)
        : base(
            Gates, units, activation, recurrent_activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer,
            kernel_regularizer, recurrent_regularizer, bias_regularizer,
            kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout, implementation, options)
    {
        this.unit_forget_bias = unit_forget_bias;
    }

    public bool unit_forget_bias { get; }

    /// <inheritdoc/>
    public override StateSize state_size => [units, units];

    private protected override Initializer FirstBias => unit_forget_bias ? new ForgetBias(bias_initializer, units) : bias_initializer;

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var z = Projected(Ops.Cast(inputs, DType), bias?.Current, context);
        var recurrent = Recurrent(states[0], context);
        for (var gate = 0; gate < Gates; gate++) z[gate] = Ops.Add(z[gate], recurrent[gate]);
        var kept = Ops.Multiply(recurrent_activation.call(z[1]), states[1]);
        var carry = Ops.Add(kept, Ops.Multiply(recurrent_activation.call(z[0]), activation.call(z[2])));
        var output = Ops.Multiply(recurrent_activation.call(z[3]), activation.call(carry));
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

namespace KerasLikeRnn.Layers;

/// <summary>The cell of <see cref="SimpleRNN"/>: h' = activation(x·kernel + bias + h·recurrent_kernel); the output is h'.</summary>
[KerasExport("keras.layers.SimpleRNNCell")]
public sealed class SimpleRNNCell : KernelCell
{
    /// <summary>Creates the cell.</summary>
    /// <param name="units">Size of the state.</param>
    /// <param name="activation">Function applied to the sum.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (features, units).</param>
    /// <param name="recurrent_initializer">First values of the recurrent kernel (units, units).</param>
    /// <param name="bias_initializer">First values of the bias (units).</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="dropout">Share of the inputs dropped in training, the same ones at every step (clamped to 0 .. 1).</param>
    /// <param name="recurrent_dropout">Share of the state dropped in training, the same at every step (clamped to 0 .. 1).</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">units is negative.</exception>
    public SimpleRNNCell(
        int units,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default,
        RegularizerLike bias_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default,
        ConstraintLike bias_constraint = default,
        double dropout = 0.0,
        double recurrent_dropout = 0.0,
        LayerOptions? options = null)
        : base(
            gates: 1, units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer,
            kernel_regularizer, recurrent_regularizer, bias_regularizer,
            kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout, options) { }

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

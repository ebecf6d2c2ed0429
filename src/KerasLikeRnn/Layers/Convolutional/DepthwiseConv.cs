namespace KerasLikeRnn.Layers;

/// <summary>What the kernel and the bias of a depthwise convolution begin with, and what they are held to.</summary>
/// <param name="depthwise_initializer">First values of the kernel, glorot_uniform by default.</param>
/// <param name="bias_initializer">First values of the bias, zeros by default.</param>
/// <param name="depthwise_regularizer">Penalty on the kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="depthwise_constraint">What is done to the kernel after every update.</param>
/// <param name="bias_constraint">What is done to the bias after every update.</param>
[KerasKeywords]
public sealed record DepthwiseArguments(
    InitializerLike depthwise_initializer = default, InitializerLike bias_initializer = default,
    RegularizerLike depthwise_regularizer = default, RegularizerLike bias_regularizer = default,
    RegularizerLike activity_regularizer = default, ConstraintLike depthwise_constraint = default, ConstraintLike bias_constraint = default)
{
    internal KernelArguments OfBias { get; } =
        new(default, bias_initializer, default, bias_regularizer, activity_regularizer, default, bias_constraint);
}

/// <summary>A depthwise convolution: each channel is convolved with filters of its own, and nothing is summed over channels.</summary>
[KerasConfig(nameof(groups))]
public abstract class DepthwiseConv : ConvolutionLayer
{
    private Variable? kernelVariable;

    private protected DepthwiseConv(
        WindowArguments windows, int depth_multiplier, ActivationLike activation, bool use_bias, DepthwiseArguments? arguments,
        LayerOptions? options)
        : base(windows, 1, activation, use_bias, (arguments ??= new()).OfBias, options)
    {
        this.depth_multiplier = Positive.DepthMultiplier(depth_multiplier);
        this.depthwise_initializer = arguments.depthwise_initializer.Or("glorot_uniform");
        this.depthwise_regularizer = arguments.depthwise_regularizer.Regularizer;
        this.depthwise_constraint = arguments.depthwise_constraint.Constraint;
    }

    public int depth_multiplier { get; }

    public Initializer depthwise_initializer { get; }

    public Regularizer? depthwise_regularizer { get; }

    public Constraint? depthwise_constraint { get; }

    /// <summary>The kernel (sizes..., channels, depth_multiplier), once built.</summary>
    public Variable depthwise_kernel => kernelVariable ?? throw NotBuilt();

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        RequireRank(inputs[0].Shape);
        base.CheckInputs(inputs, context);
    }

    private void RequireRank(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank != Rank + 2)
            throw new ValueError(FormattableString.Invariant($"Inputs to `DepthwiseConv` should have rank {Rank + 2}. Received input_shape={input_shape}."));
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        RequireRank(input_shape);
        var channels = Channels(input_shape, " to `DepthwiseConv`");
        compute_output_shape(input_shape);
        Window.RefuseStridesWithDilations(strides, dilation_rate);
        kernelVariable = AddWeight(
            "depthwise_kernel", Shape.Of([.. kernel_size, channels, depth_multiplier]), depthwise_initializer, depthwise_regularizer, depthwise_constraint);
        AddBias(channels * depth_multiplier);
        input_spec = new InputSpec(min_ndim: Rank + 2, axes: new Dictionary<int, int> { [ChannelAxis] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        compute_output_shape(x.Shape);
        return activation.call(Convolutions.Depthwise(x, depthwise_kernel.Current, bias?.Current, Windows));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => WindowsShape(input_shape, Channels(input_shape, " to `DepthwiseConv`") * depth_multiplier);
}

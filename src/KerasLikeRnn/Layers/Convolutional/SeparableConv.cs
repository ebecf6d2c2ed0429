namespace KerasLikeRnn.Layers;

/// <summary>What the kernels and the bias of a separable convolution begin with, and what they are held to.</summary>
/// <param name="depthwise_initializer">First values of the depthwise kernel, glorot_uniform by default.</param>
/// <param name="pointwise_initializer">First values of the pointwise kernel, glorot_uniform by default.</param>
/// <param name="bias_initializer">First values of the bias, zeros by default.</param>
/// <param name="depthwise_regularizer">Penalty on the depthwise kernel.</param>
/// <param name="pointwise_regularizer">Penalty on the pointwise kernel.</param>
/// <param name="bias_regularizer">Penalty on the bias.</param>
/// <param name="activity_regularizer">Penalty on the output.</param>
/// <param name="depthwise_constraint">What is done to the depthwise kernel after every update.</param>
/// <param name="pointwise_constraint">What is done to the pointwise kernel after every update.</param>
/// <param name="bias_constraint">What is done to the bias after every update.</param>
[KerasKeywords]
public sealed record SeparableArguments(
    InitializerLike depthwise_initializer = default, InitializerLike pointwise_initializer = default,
    InitializerLike bias_initializer = default, RegularizerLike depthwise_regularizer = default,
    RegularizerLike pointwise_regularizer = default, RegularizerLike bias_regularizer = default,
    RegularizerLike activity_regularizer = default, ConstraintLike depthwise_constraint = default,
    ConstraintLike pointwise_constraint = default, ConstraintLike bias_constraint = default)
{
    internal KernelArguments OfBias { get; } =
        new(default, bias_initializer, default, bias_regularizer, activity_regularizer, default, bias_constraint);
}

/// <summary>A depthwise convolution, which acts on each channel by itself, followed by a pointwise one, which mixes the channels.</summary>
[KerasConfig(nameof(groups), nameof(kernel_initializer), nameof(kernel_regularizer), nameof(kernel_constraint))]
public abstract class SeparableConv : ConvolutionLayer
{
    private Variable? depthwiseVariable;
    private Variable? pointwiseVariable;

    private protected SeparableConv(
        int filters, WindowArguments windows, int depth_multiplier, ActivationLike activation, bool use_bias, SeparableArguments? arguments,
        LayerOptions? options)
        : base(windows, 1, activation, use_bias, (arguments ??= new()).OfBias, options)
    {
        this.filters = Positive.Filters(filters);
        this.depth_multiplier = Positive.DepthMultiplier(depth_multiplier);
        this.depthwise_initializer = arguments.depthwise_initializer.Or("glorot_uniform");
        this.pointwise_initializer = arguments.pointwise_initializer.Or("glorot_uniform");
        this.depthwise_regularizer = arguments.depthwise_regularizer.Regularizer;
        this.pointwise_regularizer = arguments.pointwise_regularizer.Regularizer;
        this.depthwise_constraint = arguments.depthwise_constraint.Constraint;
        this.pointwise_constraint = arguments.pointwise_constraint.Constraint;
    }

    public int filters { get; }

    public int depth_multiplier { get; }

    public Initializer depthwise_initializer { get; }

    public Initializer pointwise_initializer { get; }

    public Regularizer? depthwise_regularizer { get; }

    public Regularizer? pointwise_regularizer { get; }

    public Constraint? depthwise_constraint { get; }

    public Constraint? pointwise_constraint { get; }

    /// <summary>The depthwise kernel (sizes..., channels, depth_multiplier), once built.</summary>
    public Variable depthwise_kernel => depthwiseVariable ?? throw NotBuilt();

    /// <summary>The pointwise kernel (1..., channels · depth_multiplier, filters), once built.</summary>
    public Variable pointwise_kernel => pointwiseVariable ?? throw NotBuilt();

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        RequireRank(inputs[0].Shape);
        base.CheckInputs(inputs, context);
    }

    private void RequireRank(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank != Rank + 2)
            throw new ValueError(FormattableString.Invariant($"Inputs should have rank {Rank + 2}. Received input_shape={input_shape}."));
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        RequireRank(input_shape);
        var channels = Channels(input_shape);
        compute_output_shape(input_shape);
        Window.RefuseStridesWithDilations(strides, dilation_rate);
        depthwiseVariable = AddWeight(
            "depthwise_kernel", Shape.Of([.. kernel_size, channels, depth_multiplier]), depthwise_initializer, depthwise_regularizer, depthwise_constraint);
        pointwiseVariable = AddWeight(
            "pointwise_kernel", Shape.Of([.. kernel_size.Select(_ => 1), channels * depth_multiplier, filters]),
            pointwise_initializer, pointwise_regularizer, pointwise_constraint);
        AddBias(filters);
        input_spec = new InputSpec(min_ndim: Rank + 2, axes: new Dictionary<int, int> { [ChannelAxis] = channels });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        compute_output_shape(x.Shape);
        var inside = Convolutions.Depthwise(x, depthwise_kernel.Current, null, Windows);
        int[] ones = [.. kernel_size.Select(_ => 1)];
        return activation.call(Convolutions.Convolve(inside, pointwise_kernel.Current, bias?.Current, new(ones, Window.Valid, data_format, ones)));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => WindowsShape(input_shape, filters);
}

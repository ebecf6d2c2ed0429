namespace KerasLikeRnn.Layers;

/// <summary>What the kernels and the bias of a separable convolution begin with, and what they are held to.</summary>
/// <param name="depthwise_initializer">First values of the depthwise kernel, glorot_uniform by default.</param>
/// <param name="pointwise_initializer">First values of the pointwise kernel, glorot_uniform by default.</param>
/// <param name="depthwise_regularizer">Penalty on the depthwise kernel.</param>
/// <param name="pointwise_regularizer">Penalty on the pointwise kernel.</param>
/// <param name="depthwise_constraint">What is done to the depthwise kernel after every update.</param>
/// <param name="pointwise_constraint">What is done to the pointwise kernel after every update.</param>
[KerasKeywords]
public sealed class SeparableArguments(
    InitializerLike depthwise_initializer = default, InitializerLike pointwise_initializer = default,
    InitializerLike bias_initializer = default, RegularizerLike depthwise_regularizer = default,
    RegularizerLike pointwise_regularizer = default, RegularizerLike bias_regularizer = default,
    RegularizerLike activity_regularizer = default, ConstraintLike depthwise_constraint = default,
    ConstraintLike pointwise_constraint = default, ConstraintLike bias_constraint = default)
{
    public Initializer pointwise_initializer { get; } = pointwise_initializer.Or("glorot_uniform");

    public Regularizer? pointwise_regularizer { get; } = pointwise_regularizer.Value;

    public Constraint? pointwise_constraint { get; } = pointwise_constraint.Value;

    internal DepthwiseArguments Depthwise { get; } = new(
        depthwise_initializer, bias_initializer, depthwise_regularizer, bias_regularizer, activity_regularizer, depthwise_constraint,
        bias_constraint);
}

/// <summary>A depthwise convolution, which acts on each channel by itself, followed by a pointwise one, which mixes the channels.</summary>
[KerasConfig(nameof(groups), nameof(kernel_initializer), nameof(kernel_regularizer), nameof(kernel_constraint))]
public abstract partial class SeparableConv : DepthwiseLayer
{
    private readonly SeparableArguments separable;
    private Variable? pointwiseVariable;

    /// <param name="filters">Number of filters: size of the output's channel axis.</param>
    private protected SeparableConv(
        int rank, int filters, WindowArguments windows, IntTuple dilation_rate, int depth_multiplier, OutputArguments? output,
        SeparableArguments? arguments, LayerOptions? options)
        : base(rank, windows, dilation_rate, depth_multiplier, output, (arguments ??= new()).Depthwise, options)
    {
        this.filters = CheckedArgument.Filters(filters);
        separable = arguments;
    }

    public int filters { get; }

    /// <summary>The pointwise kernel (1..., channels · depth_multiplier, filters), once built.</summary>
    public Variable pointwise_kernel => pointwiseVariable ?? throw NotBuilt();

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        compute_output_shape(x.Shape);
        var inside = Convolutions.Depthwise(x, depthwise_kernel.Current, null, Windows);
        int[] ones = [.. kernel_size.Select(_ => 1)];
        return activation.call(Convolutions.Convolve(
            inside, pointwise_kernel.Current, bias?.Current, new(ones, Window.Valid, data_format, ones)));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => WindowsShape(input_shape, filters);

    /// <inheritdoc/>
    private protected override void AddOthers(int channels)
    {
        pointwiseVariable = AddWeight(
            "pointwise_kernel", Shape.Of([.. kernel_size.Select(_ => 1), channels, filters]), pointwise_initializer, pointwise_regularizer,
            pointwise_constraint);
        AddBias(filters);
    }
}

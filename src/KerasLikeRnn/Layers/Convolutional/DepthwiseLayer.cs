namespace KerasLikeRnn.Layers;

/// <summary>What the kernel and the bias of a depthwise convolution begin with, and what they are held to.</summary>
/// <param name="depthwise_initializer">First values of the kernel, glorot_uniform by default.</param>
/// <param name="depthwise_regularizer">Penalty on the kernel.</param>
/// <param name="depthwise_constraint">What is done to the kernel after every update.</param>
[KerasKeywords]
public sealed class DepthwiseArguments(
    InitializerLike depthwise_initializer = default, InitializerLike bias_initializer = default,
    RegularizerLike depthwise_regularizer = default, RegularizerLike bias_regularizer = default,
    RegularizerLike activity_regularizer = default, ConstraintLike depthwise_constraint = default,
    ConstraintLike bias_constraint = default)
{
    public Initializer depthwise_initializer { get; } = depthwise_initializer.Or("glorot_uniform");

    public Regularizer? depthwise_regularizer { get; } = depthwise_regularizer.Value;

    public Constraint? depthwise_constraint { get; } = depthwise_constraint.Value;

    internal KernelArguments Others { get; } = new(
        bias_initializer: bias_initializer, bias_regularizer: bias_regularizer, activity_regularizer: activity_regularizer,
        bias_constraint: bias_constraint);
}

/// <summary>What convolutions share whose windows meet each channel by itself.</summary>
public abstract partial class DepthwiseLayer : ConvolutionLayer
{
    private readonly DepthwiseArguments depthwise;
    private Variable? depthwiseVariable;

    /// <param name="depth_multiplier">Filters of each channel.</param>
    private protected DepthwiseLayer(
        int rank, WindowArguments windows, IntTuple dilation_rate, int depth_multiplier, OutputArguments? output,
        DepthwiseArguments arguments, LayerOptions? options)
        : base(rank, windows, dilation_rate, 1, output, arguments.Others, options)
    {
        this.depth_multiplier = CheckedArgument.DepthMultiplier(depth_multiplier);
        depthwise = arguments;
    }

    public int depth_multiplier { get; }

    /// <summary>The depthwise kernel (sizes..., channels, depth_multiplier), once built.</summary>
    public Variable depthwise_kernel => depthwiseVariable ?? throw NotBuilt();

    /// <summary>What messages call the layer's inputs.</summary>
    private protected virtual string To => "";

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        RequireRank(inputs[0].Shape);
        base.CheckInputs(inputs, context);
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        RequireRank(input_shape);
        var channels = Channels(input_shape, To);
        compute_output_shape(input_shape);
        Window.RefuseStridesWithDilations(strides, dilation_rate);
        depthwiseVariable = AddWeight(
            "depthwise_kernel", Shape.Of([.. kernel_size, channels, depth_multiplier]), depthwise_initializer, depthwise_regularizer,
            depthwise_constraint);
        AddOthers(channels * depth_multiplier);
        input_spec = new InputSpec(min_ndim: Rank + 2, axes: new Dictionary<int, int> { [ChannelAxis] = channels });
    }

    /// <summary>Makes the weights besides the depthwise kernel, which gives so many channels.</summary>
    private protected abstract void AddOthers(int channels);

    private void RequireRank(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank != Rank + 2)
            throw new ValueError(
                $"Inputs{To} should have rank {Rank + 2}. Received input_shape={input_shape}.");
    }
}

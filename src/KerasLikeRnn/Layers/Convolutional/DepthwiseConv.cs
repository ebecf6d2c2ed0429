namespace KerasLikeRnn.Layers;

/// <summary>A depthwise convolution: each channel is convolved with filters of its own, and nothing is summed over channels.</summary>
[KerasConfig(nameof(groups)), KerasOrder("padding", "depth_multiplier")]
public abstract class DepthwiseConv : DepthwiseLayer
{
    private protected DepthwiseConv(
        int rank, WindowArguments windows, int depth_multiplier, IntTuple dilation_rate, OutputArguments? output,
        DepthwiseArguments? arguments, LayerOptions? options)
        : base(rank, windows, dilation_rate, depth_multiplier, output, arguments ?? new(), options) { }

    /// <inheritdoc/>
    private protected override string To => " to `DepthwiseConv`";

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        compute_output_shape(x.Shape);
        return activation.call(Convolutions.Depthwise(x, depthwise_kernel.Current, bias?.Current, Windows));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        WindowsShape(input_shape, Channels(input_shape, To) * depth_multiplier);

    /// <inheritdoc/>
    private protected override void AddOthers(int channels) => AddBias(channels);
}

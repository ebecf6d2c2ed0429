namespace KerasLikeRnn.Layers;

/// <summary>Depthwise 1D convolution, over sequences: every channel has depth_multiplier filters of its own.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, channels · depth_multiplier).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.DepthwiseConv1D")]
public partial class DepthwiseConv1D(
    WindowArguments windows, int depth_multiplier = 1, IntTuple dilation_rate = default, OutputArguments? output = null,
    DepthwiseArguments? arguments = null, LayerOptions? options = null)
    : DepthwiseConv(1, windows, depth_multiplier, dilation_rate, output, arguments, options);

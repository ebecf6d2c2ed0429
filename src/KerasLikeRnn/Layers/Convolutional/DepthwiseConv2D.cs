namespace KerasLikeRnn.Layers;

/// <summary>Depthwise 2D convolution, over images: every channel has depth_multiplier filters of its own.</summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, new_rows, new_columns, channels · depth_multiplier).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.DepthwiseConv2D")]
public partial class DepthwiseConv2D(
    WindowArguments windows, int depth_multiplier = 1, IntTuple dilation_rate = default, OutputArguments? output = null,
    DepthwiseArguments? arguments = null, LayerOptions? options = null)
    : DepthwiseConv(2, windows, depth_multiplier, dilation_rate, output, arguments, options);

namespace KerasLikeRnn.Layers;

/// <summary>Separable 2D convolution, over images: a depthwise one, then a pointwise one that mixes the channels.</summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, new_rows, new_columns, filters).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.SeparableConv2D", "keras.layers.SeparableConvolution2D")]
public partial class SeparableConv2D(
    int filters, WindowArguments windows, IntTuple dilation_rate = default, int depth_multiplier = 1, OutputArguments? output = null,
    SeparableArguments? arguments = null, LayerOptions? options = null)
    : SeparableConv(2, filters, windows, dilation_rate, depth_multiplier, output, arguments, options);

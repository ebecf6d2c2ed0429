namespace KerasLikeRnn.Layers;

/// <summary>
/// Transposed 2D convolution ("deconvolution"), over images: from the shape of a convolution's output to that of its input.
/// </summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, new_rows, new_columns, filters).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv2DTranspose", "keras.layers.Convolution2DTranspose")]
public partial class Conv2DTranspose(
    int filters, WindowArguments windows, IntTuple? output_padding = null, IntTuple dilation_rate = default, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : ConvTranspose(2, filters, windows, output_padding, dilation_rate, output, arguments, options);

namespace KerasLikeRnn.Layers;

/// <summary>
/// Transposed 1D convolution ("deconvolution"), over sequences: from the shape of a convolution's output to that of its input.
/// </summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, filters).</remarks>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv1DTranspose", "keras.layers.Convolution1DTranspose")]
public partial class Conv1DTranspose(
    int filters, WindowArguments windows, IntTuple? output_padding = null, IntTuple dilation_rate = default, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : ConvTranspose(1, filters, windows, output_padding, dilation_rate, output, arguments, options);

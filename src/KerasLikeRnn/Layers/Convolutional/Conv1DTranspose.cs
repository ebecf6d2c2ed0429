namespace KerasLikeRnn.Layers;

/// <summary>Transposed 1D convolution ("deconvolution"), over sequences: from the shape of a convolution's output to that of its input.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, filters).</remarks>
/// <param name="filters">Number of filters: size of the output's channel axis.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">"valid": the whole output; "same": cut so that the output is strides times as long as the input.</param>
/// <param name="output_padding">Length added to the output of each axis, less than its stride; null for the usual length.</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
/// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="arguments">The arguments of kernel and bias.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv1DTranspose", "keras.layers.Convolution1DTranspose")]
public sealed partial class Conv1DTranspose(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", IntTuple? output_padding = null,
    string? data_format = null, IntTuple dilation_rate = default, ActivationLike activation = default, bool use_bias = true,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : ConvTranspose(
        filters, new(1, kernel_size, strides, padding, data_format, dilation_rate), output_padding, activation, use_bias, arguments,
        options);

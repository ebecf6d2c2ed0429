namespace KerasLikeRnn.Layers;

/// <summary>3D convolution, over volumes: activation(windows · kernel + bias).</summary>
/// <remarks>Input (batch, depth, rows, columns, channels), output (batch, new_depth, new_rows, new_columns, filters). More axes before are batch axes too.</remarks>
/// <param name="filters">Number of filters: size of the output's channel axis.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">"valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input.</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
/// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default. Strides above 1 go with 1 only.</param>
/// <param name="groups">Groups of channels, each with filters of its own.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="arguments">The arguments of kernel and bias.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv3D", "keras.layers.Convolution3D")]
public sealed partial class Conv3D(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
    IntTuple dilation_rate = default, int groups = 1, ActivationLike activation = default, bool use_bias = true,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : Conv(filters, new(3, kernel_size, strides, padding, data_format, dilation_rate), groups, activation, use_bias, arguments, options);

namespace KerasLikeRnn.Layers;

/// <summary>Depthwise 1D convolution, over sequences: every channel has depth_multiplier filters of its own.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, channels · depth_multiplier).</remarks>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">"valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input.</param>
/// <param name="depth_multiplier">Filters of each channel.</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
/// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default. Strides above 1 go with 1 only.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="arguments">The arguments of kernel and bias.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.DepthwiseConv1D")]
public sealed partial class DepthwiseConv1D(
    IntTuple kernel_size, IntTuple strides = default, string padding = "valid", int depth_multiplier = 1, string? data_format = null,
    IntTuple dilation_rate = default, ActivationLike activation = default, bool use_bias = true,
    DepthwiseArguments? arguments = null, LayerOptions? options = null)
    : DepthwiseConv(
        new(1, kernel_size, strides, padding, data_format, dilation_rate), depth_multiplier, activation, use_bias, arguments, options);

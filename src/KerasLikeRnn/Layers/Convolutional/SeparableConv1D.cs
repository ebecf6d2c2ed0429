namespace KerasLikeRnn.Layers;

/// <summary>Separable 1D convolution, over sequences: a depthwise one, then a pointwise one that mixes the channels.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, filters).</remarks>
/// <param name="filters">Number of filters: size of the output's channel axis.</param>
/// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
/// <param name="strides">Steps from one window to the next, 1 by default.</param>
/// <param name="padding">"valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input; "causal": zeros before, so that no output sees a later input.</param>
/// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
/// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default. Strides above 1 go with 1 only.</param>
/// <param name="depth_multiplier">Filters of each channel.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="arguments">The arguments of kernels and bias.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.SeparableConv1D", "keras.layers.SeparableConvolution1D")]
public sealed partial class SeparableConv1D(
    int filters, IntTuple kernel_size, IntTuple strides = default, string padding = "valid", string? data_format = null,
    IntTuple dilation_rate = default, int depth_multiplier = 1, ActivationLike activation = default, bool use_bias = true,
    SeparableArguments? arguments = null, LayerOptions? options = null)
    : SeparableConv(
        filters, new(1, kernel_size, strides, padding, data_format, dilation_rate), depth_multiplier, activation, use_bias, arguments,
        options)
{
    private protected override bool AllowsCausalPadding => true;
}

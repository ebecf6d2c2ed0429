namespace KerasLikeRnn.Layers;

/// <summary>Depthwise 1D convolution, over sequences: every channel has depth_multiplier filters of its own.</summary>
/// <remarks>Input (batch, timesteps, channels), output (batch, new_timesteps, channels · depth_multiplier).</remarks>
[KerasExport("keras.layers.DepthwiseConv1D")]
public sealed class DepthwiseConv1D : DepthwiseConv
{
    /// <summary>Creates the layer.</summary>
    /// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
    /// <param name="strides">Steps from one window to the next, 1 by default.</param>
    /// <param name="padding">"valid": windows lie inside; "same": zeros around, so that with strides of 1 the output is as long as the input.</param>
    /// <param name="depth_multiplier">Filters of each channel.</param>
    /// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
    /// <param name="dilation_rate">Steps from one tap of the window to the next, 1 by default. Strides above 1 go with 1 only.</param>
    /// <param name="activation">Function applied to the result; none by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="depthwise_initializer">First values of the depthwise kernel, glorot_uniform by default.</param>
    /// <param name="bias_initializer">First values of the bias, zeros by default.</param>
    /// <param name="depthwise_regularizer">Penalty on the depthwise kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="depthwise_constraint">What is done to the depthwise kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
    public DepthwiseConv1D(
        IntTuple kernel_size,
        IntTuple strides = default,
        string padding = "valid",
        int depth_multiplier = 1,
        string? data_format = null,
        IntTuple dilation_rate = default,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike depthwise_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike depthwise_regularizer = default,
        RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default,
        ConstraintLike depthwise_constraint = default,
        ConstraintLike bias_constraint = default,
        LayerOptions? options = null)
        : base(
            new ConvolutionArguments(
                1, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer, bias_regularizer,
                activity_regularizer, bias_constraint),
            depth_multiplier, depthwise_initializer, depthwise_regularizer, depthwise_constraint, options) { }
}

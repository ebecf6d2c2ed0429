namespace KerasLikeRnn.Layers;

/// <summary>1D layer like a convolution, with a kernel and a bias of its own for every window.</summary>
/// <remarks>Input (batch, timesteps, channels) of known sizes, output (batch, new_timesteps, filters).</remarks>
[KerasExport("keras.layers.LocallyConnected1D")]
public sealed class LocallyConnected1D : LocallyConnected
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Number of filters: size of the output's channel axis.</param>
    /// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
    /// <param name="strides">Steps from one window to the next, 1 by default.</param>
    /// <param name="padding">"valid": windows lie inside; "same", with implementations 2 and 3: those at the edges are cut.</param>
    /// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
    /// <param name="activation">Function applied to the result; none by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel, glorot_uniform by default.</param>
    /// <param name="bias_initializer">First values of the bias, zeros by default.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="implementation">How the weights are kept: 1 window by window, 2 one for every pair of input and output, 3 the connected ones in a row.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
    public LocallyConnected1D(
        int filters,
        IntTuple kernel_size,
        IntTuple strides = default,
        string padding = "valid",
        string? data_format = null,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike bias_constraint = default,
        int implementation = 1,
        LayerOptions? options = null)
        : base(
            new LocalArguments(
                1, filters, kernel_size, strides, padding, data_format, activation, use_bias, kernel_initializer, bias_initializer,
                kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, implementation),
            options) { }

    private protected override string UnknownSizes(Shape input_shape) =>
        $"Axis 2 of input should be fully-defined. Found shape: {input_shape}";
}

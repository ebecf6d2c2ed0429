namespace KerasLikeRnn.Layers;

/// <summary>Transposed 3D convolution ("deconvolution"), over volumes: from the shape of a convolution's output to that of its input.</summary>
/// <remarks>Input (batch, depth, rows, columns, channels), output (batch, new_depth, new_rows, new_columns, filters).</remarks>
[KerasExport("keras.layers.Conv3DTranspose", "keras.layers.Convolution3DTranspose")]
public sealed class Conv3DTranspose : ConvTranspose
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Number of filters: size of the output's channel axis.</param>
    /// <param name="kernel_size">Size of the window, one for all spatial axes or one for each.</param>
    /// <param name="strides">Steps from one window to the next, 1 by default.</param>
    /// <param name="padding">"valid": the whole output; "same": cut so that the output is strides times as long as the input.</param>
    /// <param name="output_padding">Length added to the output of each axis, less than its stride; null for the usual length.</param>
    /// <param name="data_format">"channels_last", or "channels_first" for (batch, channels, ...). By default that of the backend.</param>
    /// <param name="dilation_rate">Without effect, as in Keras.</param>
    /// <param name="activation">Function applied to the result; none by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel, glorot_uniform by default.</param>
    /// <param name="bias_initializer">First values of the bias, zeros by default.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
    public Conv3DTranspose(
        int filters,
        IntTuple kernel_size,
        IntTuple strides = default,
        string padding = "valid",
        IntTuple? output_padding = null,
        string? data_format = null,
        IntTuple dilation_rate = default,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike bias_constraint = default,
        LayerOptions? options = null)
        : base(
            new ConvolutionArguments(
                3, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, bias_initializer, bias_regularizer,
                activity_regularizer, bias_constraint)
            {
                KernelInitializer = kernel_initializer, KernelRegularizer = kernel_regularizer, KernelConstraint = kernel_constraint,
            },
            filters, output_padding, options) { }

    private protected override IReadOnlyList<int> Dilations { get; } = [1, 1, 1];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        config.Remove(nameof(dilation_rate));
        return config;
    }
}

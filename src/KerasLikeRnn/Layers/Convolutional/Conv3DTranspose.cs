namespace KerasLikeRnn.Layers;

/// <summary>
/// Transposed 3D convolution ("deconvolution"), over volumes: from the shape of a convolution's output to that of its input.
/// </summary>
/// <remarks>Input (batch, depth, rows, columns, channels), output (batch, new_depth, new_rows, new_columns, filters).</remarks>
/// <param name="dilation_rate">Without effect, as in Keras.</param>
/// <exception cref="ValueError">An argument is out of range; the message is Keras's.</exception>
[KerasExport("keras.layers.Conv3DTranspose", "keras.layers.Convolution3DTranspose")]
public partial class Conv3DTranspose(
    int filters, WindowArguments windows, IntTuple? output_padding = null, IntTuple dilation_rate = default, OutputArguments? output = null,
    KernelArguments? arguments = null, LayerOptions? options = null)
    : ConvTranspose(3, filters, windows, output_padding, dilation_rate, output, arguments, options)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<int> Dilations { get; } = [1, 1, 1];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        config.Remove(nameof(ConvolutionLayer.dilation_rate));
        return config;
    }
}

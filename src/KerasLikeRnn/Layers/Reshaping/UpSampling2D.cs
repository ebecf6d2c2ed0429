namespace KerasLikeRnn.Layers;

/// <summary>Makes images larger by whole factors: repeats their elements, or fills in between them.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output the same with axes that are longer
/// by the factors of size.
/// </remarks>
[KerasExport("keras.layers.UpSampling2D")]
public partial class UpSampling2D : UpSampling
{
    /// <summary>Creates the layer.</summary>
    /// <param name="size">How many times: a number, or one for rows and one for columns. Default: 2.</param>
    /// <param name="interpolation">"nearest" repeats; "bilinear", "bicubic", "area", "gaussian", "lanczos3", "lanczos5" and "mitchellcubic"
    /// fill in.</param>
    /// <exception cref="ValueError">A factor is not positive, or there is no such interpolation.</exception>
    public UpSampling2D(IntTuple size = default, string? data_format = null, string interpolation = "nearest", LayerOptions? options = null)
        : base(size.Or(2).Normalize(2, nameof(size)), data_format, options) =>
        this.interpolation = Interpolations.Contains(interpolation)
            ? interpolation
            : throw new ValueError(
                $"`interpolation` argument should be one of: {Interpolations.Listed}. Received: \"{interpolation}\".",
                nameof(interpolation));

    public IReadOnlyList<int> size => Factors;

    public string data_format => Format;

    public string interpolation { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => interpolation == "nearest"
        ? base.call(inputs, context)
        : DataFormat.WithChannelsLast(Autocast(inputs), data_format,
            x => Ops.Resize(x, x.Shape.Dims[1] * size[0], x.Shape.Dims[2] * size[1], Interpolations.Of(interpolation)));
}

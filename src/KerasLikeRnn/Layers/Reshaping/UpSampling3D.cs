namespace KerasLikeRnn.Layers;

/// <summary>Repeats the elements of volumes along each axis.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with axes
/// that are longer by the factors of size.
/// </remarks>
[KerasExport("keras.layers.UpSampling3D")]
public sealed class UpSampling3D : UpSampling
{
    /// <summary>Creates the layer.</summary>
    /// <param name="size">How many times: a number, or one for each of the 3 axes. Default: 2.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">A factor is not positive.</exception>
    public UpSampling3D(IntTuple size = default, string? data_format = null, LayerOptions? options = null)
        : this(size.Or(2).Normalize(3, nameof(size)), DataFormat.Normalize(data_format), options)
    {
    }

    private UpSampling3D(IReadOnlyList<int> size, string data_format, LayerOptions? options) : base(size, data_format, options)
    {
        this.size = size;
        this.data_format = data_format;
    }

    public IReadOnlyList<int> size { get; }

    public string data_format { get; }
}

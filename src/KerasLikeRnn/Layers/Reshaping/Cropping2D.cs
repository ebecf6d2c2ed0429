namespace KerasLikeRnn.Layers;

/// <summary>Cuts the ends of the axes of images.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output the same with shorter axes.
/// </remarks>
[KerasExport("keras.layers.Cropping2D")]
public sealed class Cropping2D : Cropping
{
    /// <summary>Creates the layer.</summary>
    /// <param name="cropping">How many are cut at each end: a number for all, one for each axis, or two for each: ((top, bottom), (left, right)). Default: 0.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">A number is negative, or there are too many or too few.</exception>
    public Cropping2D(Margins cropping = default, string? data_format = null, LayerOptions? options = null)
        : this(cropping.Or(0).Normalize(2, nameof(cropping)), DataFormat.Normalize(data_format), options)
    {
    }

    private Cropping2D(IReadOnlyList<IReadOnlyList<int>> cropping, string data_format, LayerOptions? options) : base(cropping, data_format, options)
    {
        this.cropping = cropping;
        this.data_format = data_format;
    }

    public IReadOnlyList<IReadOnlyList<int>> cropping { get; }

    public string data_format { get; }
}

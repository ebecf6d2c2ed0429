namespace KerasLikeRnn.Layers;

/// <summary>Adds zeros at the ends of the axes of images.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output the same with longer axes.
/// </remarks>
/// <param name="padding">How many are added at each end: a number for all, one for each axis, or two for each: ((top, bottom), (left,
/// right)). Default: 1.</param>
/// <exception cref="ValueError">A number is negative, or there are too many or too few.</exception>
[KerasExport("keras.layers.ZeroPadding2D")]
public partial class ZeroPadding2D(Margins padding = default, string? data_format = null, LayerOptions? options = null)
    : ZeroPadding(padding.Or(1).Normalize(2, nameof(padding)), data_format, options)
{
    public IReadOnlyList<IReadOnlyList<int>> padding => Ends;

    public string data_format => Format;
}

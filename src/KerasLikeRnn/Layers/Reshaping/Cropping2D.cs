namespace KerasLikeRnn.Layers;

/// <summary>Cuts the ends of the axes of images.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output the same with shorter axes.
/// </remarks>
/// <param name="cropping">How many are cut at each end: a number for all, one for each axis, or two for each: ((top, bottom), (left,
/// right)). Default: 0.</param>
/// <exception cref="ValueError">A number is negative, or there are too many or too few.</exception>
[KerasExport("keras.layers.Cropping2D")]
public partial class Cropping2D(Margins cropping = default, string? data_format = null, LayerOptions? options = null)
    : Cropping(cropping.Or(0).Normalize(2, nameof(cropping)), data_format, options)
{
    public IReadOnlyList<IReadOnlyList<int>> cropping => Ends;

    public string data_format => Format;
}

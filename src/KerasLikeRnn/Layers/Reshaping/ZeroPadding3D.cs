namespace KerasLikeRnn.Layers;

/// <summary>Adds zeros at the ends of the axes of volumes.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with longer axes.
/// </remarks>
/// <param name="padding">How many are added at each end: a number for all, one for each axis, or two for each: ((before, after) three
/// times). Default: 1.</param>
/// <exception cref="ValueError">A number is negative, or there are too many or too few.</exception>
[KerasExport("keras.layers.ZeroPadding3D")]
public partial class ZeroPadding3D(Margins padding = default, string? data_format = null, LayerOptions? options = null)
    : ZeroPadding(padding.Or(1).Normalize(3, nameof(padding)), data_format, options)
{
    public IReadOnlyList<IReadOnlyList<int>> padding => Ends;

    public string data_format => Format;
}

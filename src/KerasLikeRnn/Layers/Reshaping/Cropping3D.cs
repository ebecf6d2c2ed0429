namespace KerasLikeRnn.Layers;

/// <summary>Cuts the ends of the axes of volumes.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with shorter
/// axes.
/// </remarks>
/// <param name="cropping">How many are cut at each end: a number for all, one for each axis, or two for each: ((before, after) three
/// times). Default: 1.</param>
/// <exception cref="ValueError">A number is negative, or there are too many or too few.</exception>
[KerasExport("keras.layers.Cropping3D")]
public partial class Cropping3D(Margins cropping = default, string? data_format = null, LayerOptions? options = null)
    : Cropping(cropping.Or(1).Normalize(3, nameof(cropping)), data_format, options)
{
    public IReadOnlyList<IReadOnlyList<int>> cropping => Ends;

    public string data_format => Format;
}

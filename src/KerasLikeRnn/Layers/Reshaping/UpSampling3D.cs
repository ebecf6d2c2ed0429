namespace KerasLikeRnn.Layers;

/// <summary>Repeats the elements of volumes along each axis.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with axes
/// that are longer by the factors of size.
/// </remarks>
/// <param name="size">How many times: a number, or one for each of the 3 axes. Default: 2.</param>
/// <exception cref="ValueError">A factor is not positive.</exception>
[KerasExport("keras.layers.UpSampling3D")]
public partial class UpSampling3D(IntTuple size = default, string? data_format = null, LayerOptions? options = null)
    : UpSampling(size.Or(2).Normalize(3, nameof(size)), data_format, options)
{
    public IReadOnlyList<int> size => Factors;

    public string data_format => Format;
}

namespace KerasLikeRnn.Layers;

/// <summary>Cuts the ends of the time steps of sequences.</summary>
/// <remarks>Input (batch, steps, features), output (batch, steps − before − after, features).</remarks>
/// <param name="cropping">How many are cut before and after: a number for both, or two. Default: 1.</param>
/// <exception cref="ValueError">A number is negative, or there are not two.</exception>
[KerasExport("keras.layers.Cropping1D")]
public partial class Cropping1D(IntTuple cropping = default, LayerOptions? options = null)
    : Cropping([cropping.Or(1).Normalize(2, nameof(cropping), allow_zero: true)], DataFormat.ChannelsLast, options)
{
    public IReadOnlyList<int> cropping => Ends[0];
}

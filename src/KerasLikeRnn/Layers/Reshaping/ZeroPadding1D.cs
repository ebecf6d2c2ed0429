namespace KerasLikeRnn.Layers;

/// <summary>Adds zeros before and after the time steps of sequences.</summary>
/// <remarks>Input (batch, steps, features), output (batch, steps + before + after, features).</remarks>
/// <param name="padding">How many are added before and after: a number for both, or two. Default: 1.</param>
/// <exception cref="ValueError">A number is negative, or there are not two.</exception>
[KerasExport("keras.layers.ZeroPadding1D")]
public partial class ZeroPadding1D(IntTuple padding = default, LayerOptions? options = null)
    : ZeroPadding([padding.Or(1).Normalize(2, nameof(padding), allow_zero: true)], DataFormat.ChannelsLast, options)
{
    public IReadOnlyList<int> padding => Ends[0];
}

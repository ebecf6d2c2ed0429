namespace KerasLikeRnn.Layers;

/// <summary>Adds zeros before and after the time steps of sequences.</summary>
/// <remarks>Input (batch, steps, features), output (batch, steps + before + after, features).</remarks>
[KerasExport("keras.layers.ZeroPadding1D")]
public sealed class ZeroPadding1D : ZeroPadding
{
    /// <summary>Creates the layer.</summary>
    /// <param name="padding">How many are added before and after: a number for both, or two. Default: 1.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">A number is negative, or there are not two.</exception>
    public ZeroPadding1D(IntTuple padding = default, LayerOptions? options = null)
        : this(padding.Or(1).Normalize(2, nameof(padding), allow_zero: true), options)
    {
    }

    private ZeroPadding1D(IReadOnlyList<int> padding, LayerOptions? options) : base([padding], DataFormat.ChannelsLast, options) => this.padding = padding;

    public IReadOnlyList<int> padding { get; }
}

namespace KerasLikeRnn.Layers;

/// <summary>Cuts the ends of the time steps of sequences.</summary>
/// <remarks>Input (batch, steps, features), output (batch, steps − before − after, features).</remarks>
[KerasExport("keras.layers.Cropping1D")]
public sealed class Cropping1D : Cropping
{
    /// <summary>Creates the layer.</summary>
    /// <param name="cropping">How many are cut before and after: a number for both, or two. Default: 1.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">A number is negative, or there are not two.</exception>
    public Cropping1D(IntTuple cropping = default, LayerOptions? options = null)
        : this(cropping.Or(1).Normalize(2, nameof(cropping), allow_zero: true), options)
    {
    }

    private Cropping1D(IReadOnlyList<int> cropping, LayerOptions? options) : base([cropping], DataFormat.ChannelsLast, options) => this.cropping = cropping;

    public IReadOnlyList<int> cropping { get; }
}

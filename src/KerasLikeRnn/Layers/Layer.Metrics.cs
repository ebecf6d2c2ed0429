using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Layers;

/// <summary>What a layer measures.</summary>
public abstract partial class Layer
{
    /// <summary>The metrics that fields of the class, and of layers inside of it, hold.</summary>
    public virtual IReadOnlyList<Metric> metrics =>
        [.. Flattened().Where(layer => layer.Kind.IsDerived).SelectMany(Tracked.Values<Metric>).Distinct()];
}

namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(2 / inputs) (He et al., 2015).</summary>
[KerasExport("keras.initializers.HeNormal", "keras.initializers.he_normal")]
public sealed class HeNormal : VarianceScaling
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="seed">A seed of its own; null draws from the global one.</param>
    public HeNormal(long? seed = null) : base(2.0, "fan_in", "truncated_normal", seed) { }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

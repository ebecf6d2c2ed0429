namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(2 / inputs) (He et al., 2015).</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.HeNormal", "keras.initializers.he_normal")]
public class HeNormal(long? seed = null) : VarianceScaling(2.0, "fan_in", "truncated_normal", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(2 / (inputs + outputs)) (Glorot and Bengio, 2010).</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.GlorotNormal", "keras.initializers.glorot_normal")]
public class GlorotNormal(long? seed = null) : VarianceScaling(1.0, "fan_avg", "truncated_normal", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

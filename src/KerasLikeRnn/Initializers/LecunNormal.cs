namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(1 / inputs) (Klambauer et al., 2017).</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.LecunNormal", "keras.initializers.lecun_normal")]
public class LecunNormal(long? seed = null) : VarianceScaling(1.0, "fan_in", "truncated_normal", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

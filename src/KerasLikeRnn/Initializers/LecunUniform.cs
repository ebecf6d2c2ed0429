namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(3 / inputs) (Klambauer et al., 2017).</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.LecunUniform", "keras.initializers.lecun_uniform")]
public class LecunUniform(long? seed = null) : VarianceScaling(1.0, "fan_in", "uniform", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

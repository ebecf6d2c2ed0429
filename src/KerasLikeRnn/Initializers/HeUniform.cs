namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(6 / inputs) (He et al., 2015).</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.HeUniform", "keras.initializers.he_uniform")]
public class HeUniform(long? seed = null) : VarianceScaling(2.0, "fan_in", "uniform", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

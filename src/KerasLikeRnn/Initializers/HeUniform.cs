namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(6 / inputs) (He et al., 2015).</summary>
[KerasExport("keras.initializers.HeUniform", "keras.initializers.he_uniform")]
public sealed class HeUniform : VarianceScaling
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="seed">A seed of its own; null draws from the global one.</param>
    public HeUniform(long? seed = null) : base(2.0, "fan_in", "uniform", seed) { }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

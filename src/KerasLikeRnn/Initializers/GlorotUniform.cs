namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010). Keras's default for kernels.</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasExport("keras.initializers.GlorotUniform", "keras.initializers.glorot_uniform")]
public class GlorotUniform(long? seed = null) : VarianceScaling(1.0, "fan_avg", "uniform", seed)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010). Keras's default for kernels.</summary>
[KerasExport("keras.initializers.GlorotUniform", "keras.initializers.glorot_uniform")]
public partial class GlorotUniform(SeedArguments? random = null) : VarianceScaling(1.0, "fan_avg", "uniform", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(6 / inputs) (He et al., 2015).</summary>
[KerasExport("keras.initializers.HeUniform", "keras.initializers.he_uniform")]
public partial class HeUniform(SeedArguments? random = null) : VarianceScaling(2.0, "fan_in", "uniform", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

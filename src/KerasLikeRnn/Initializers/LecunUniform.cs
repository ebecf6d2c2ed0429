namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(3 / inputs) (Klambauer et al., 2017).</summary>
[KerasExport("keras.initializers.LecunUniform", "keras.initializers.lecun_uniform")]
public partial class LecunUniform(SeedArguments? random = null) : VarianceScaling(1.0, "fan_in", "uniform", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

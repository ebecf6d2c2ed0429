namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(1 / inputs) (Klambauer et al., 2017).</summary>
[KerasExport("keras.initializers.LecunNormal", "keras.initializers.lecun_normal")]
public partial class LecunNormal(SeedArguments? random = null) : VarianceScaling(1.0, "fan_in", "truncated_normal", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

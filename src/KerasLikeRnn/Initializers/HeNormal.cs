namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(2 / inputs) (He et al., 2015).</summary>
[KerasExport("keras.initializers.HeNormal", "keras.initializers.he_normal")]
public partial class HeNormal(SeedArguments? random = null) : VarianceScaling(2.0, "fan_in", "truncated_normal", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

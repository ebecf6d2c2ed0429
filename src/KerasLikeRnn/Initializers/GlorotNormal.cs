namespace KerasLikeRnn.Initializers;

/// <summary>Truncated normal of standard deviation sqrt(2 / (inputs + outputs)) (Glorot and Bengio, 2010).</summary>
[KerasExport("keras.initializers.GlorotNormal", "keras.initializers.glorot_normal")]
public partial class GlorotNormal(SeedArguments? random = null) : VarianceScaling(1.0, "fan_avg", "truncated_normal", random)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

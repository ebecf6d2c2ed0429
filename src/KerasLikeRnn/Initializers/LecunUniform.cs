namespace KerasLikeRnn.Initializers;

/// <summary>Uniform over [-l, l), l = sqrt(3 / inputs) (Klambauer et al., 2017).</summary>
[KerasExport("keras.initializers.LecunUniform", "keras.initializers.lecun_uniform")]
public sealed class LecunUniform : VarianceScaling
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="seed">A seed of its own; null draws from the global one.</param>
    public LecunUniform(long? seed = null) : base(1.0, "fan_in", "uniform", seed) { }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>Numbers with a normal distribution, those beyond two standard deviations drawn again.</summary>
[KerasExport("keras.initializers.TruncatedNormal", "keras.initializers.truncated_normal")]
public sealed class TruncatedNormal : RandomInitializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation before the cut.</param>
    /// <param name="seed">A seed of its own; null draws from the global one.</param>
    public TruncatedNormal(double mean = 0.0, double stddev = 0.05, long? seed = null) : base(seed) =>
        (this.mean, this.stddev) = (mean, stddev);

    /// <summary>Mean.</summary>
    public double mean { get; }

    /// <summary>Standard deviation before the cut.</summary>
    public double stddev { get; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => DrawTruncatedNormal(shape, dtype, mean, stddev);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["mean"] = mean, ["stddev"] = stddev, ["seed"] = seed };
}

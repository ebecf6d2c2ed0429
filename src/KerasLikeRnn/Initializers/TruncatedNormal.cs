namespace KerasLikeRnn.Initializers;

/// <summary>Numbers with a normal distribution, those beyond two standard deviations drawn again.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation before the cut.</param>
[KerasExport("keras.initializers.TruncatedNormal", "keras.initializers.truncated_normal")]
public partial class TruncatedNormal(double mean = 0.0, double stddev = 0.05, SeedArguments? random = null)
    : RandomInitializer(random)
{
    /// <summary>Mean.</summary>
    public double mean { get; } = mean;

    /// <summary>Standard deviation before the cut.</summary>
    public double stddev { get; } = stddev;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => DrawTruncatedNormal(shape, dtype, mean, stddev);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["mean"] = mean, ["stddev"] = stddev, ["seed"] = seed };
}

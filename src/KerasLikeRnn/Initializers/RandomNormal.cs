namespace KerasLikeRnn.Initializers;

/// <summary>Numbers with a normal distribution.</summary>
/// <param name="mean">Mean.</param>
/// <param name="stddev">Standard deviation.</param>
[KerasExport("keras.initializers.RandomNormal", "keras.initializers.random_normal", Aliases = new[] { "keras.initializers.normal" })]
public partial class RandomNormal(double mean = 0.0, double stddev = 0.05, SeedArguments? random = null) : RandomInitializer(random)
{
    /// <summary>Mean.</summary>
    public double mean { get; } = mean;

    /// <summary>Standard deviation.</summary>
    public double stddev { get; } = stddev;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => DrawNormal(shape, dtype, mean, stddev);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["mean"] = mean, ["stddev"] = stddev, ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>Numbers with a normal distribution.</summary>
[KerasExport("keras.initializers.RandomNormal", "keras.initializers.random_normal")]
public sealed class RandomNormal : RandomInitializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation.</param>
    /// <param name="seed">A seed of its own; null draws from the global one.</param>
    public RandomNormal(double mean = 0.0, double stddev = 0.05, long? seed = null) : base(seed) =>
        (this.mean, this.stddev) = (mean, stddev);

    /// <summary>Mean.</summary>
    public double mean { get; }

    /// <summary>Standard deviation.</summary>
    public double stddev { get; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => DrawNormal(shape, dtype, mean, stddev);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["mean"] = mean, ["stddev"] = stddev, ["seed"] = seed };
}

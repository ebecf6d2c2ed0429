namespace KerasLikeRnn.Initializers;

/// <summary>Numbers spread evenly over an interval.</summary>
/// <param name="minval">Smallest number.</param>
/// <param name="maxval">Upper limit, not drawn itself.</param>
[KerasExport("keras.initializers.RandomUniform", "keras.initializers.random_uniform", Aliases = new[] { "keras.initializers.uniform" })]
public partial class RandomUniform(double minval = -0.05, double maxval = 0.05, SeedArguments? random = null)
    : RandomInitializer(random)
{
    /// <summary>Smallest number.</summary>
    public double minval { get; } = minval;

    /// <summary>Upper limit.</summary>
    public double maxval { get; } = maxval;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type is bool, or an integer type that cannot hold the limits.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32)
    {
        if (dtype.IsFloating()) return DrawUniform(shape, dtype, minval, maxval);
        if (dtype == DType.Bool) throw new ValueError("Expected float or integer dtype, got <dtype: 'bool'>.", nameof(dtype));
        return DrawIntegers(shape, dtype, Whole(minval, dtype), Whole(maxval, dtype));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["minval"] = minval, ["maxval"] = maxval, ["seed"] = seed };

    private static long Whole(double limit, DType dtype) => limit == Math.Truncate(limit)
        ? (long)limit
        : throw new ValueError($"Cannot convert {limit} to a tensor of dtype {dtype.Name()}", nameof(dtype));
}

namespace KerasLikeRnn.Initializers;

/// <summary>
/// Numbers around 0 whose variance is scale / n, n being the number of a unit's inputs, outputs or their mean: with
/// <c>uniform</c> over [-l, l), l = sqrt(3 scale / n); with the normal distributions of standard deviation sqrt(scale / n),
/// <c>truncated_normal</c> having it after the cut at two standard deviations.
/// </summary>
/// <remarks>Of a kernel (..., inputs, outputs) with more than two axes the leading ones count as a field seen at once.</remarks>
[KerasExport("keras.initializers.VarianceScaling", "keras.initializers.variance_scaling")]
public partial class VarianceScaling : RandomInitializer
{
    // What is left of a standard deviation of 1 when the distribution is cut at 2.
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Creates the initializer.</summary>
    /// <param name="scale">Factor of the variance, positive.</param>
    /// <param name="mode"><c>fan_in</c>, <c>fan_out</c> or <c>fan_avg</c>.</param>
    /// <param name="distribution"><c>truncated_normal</c> (also <c>normal</c>), <c>untruncated_normal</c> or <c>uniform</c>.</param>
    /// <exception cref="ValueError">scale is not positive, or a name is unknown.</exception>
    public VarianceScaling(
        double scale = 1.0, string mode = "fan_in", string distribution = "truncated_normal", SeedArguments? random = null) : base(random)
    {
        if (!(scale > 0)) throw new ValueError($"`scale` must be positive float. Received: scale={scale}.", nameof(scale));
        if (mode is not ("fan_in" or "fan_out" or "fan_avg"))
            throw new ValueError(
                $"Invalid `mode` argument: {mode}. Please use one of the {{'fan_in', 'fan_out', 'fan_avg'}}.", nameof(mode));
        distribution = distribution.ToLowerInvariant();
        if (distribution == "normal") distribution = "truncated_normal";
        if (distribution is not ("uniform" or "truncated_normal" or "untruncated_normal"))
            throw new ValueError(
                $"Invalid `distribution` argument: {distribution}.Allowed distributions: {{'uniform', 'truncated_normal', "
                + $"'untruncated_normal'}}.", nameof(distribution));
        (this.scale, this.mode, this.distribution) = (scale, mode, distribution);
    }

    /// <summary>Factor of the variance.</summary>
    public double scale { get; }

    /// <summary>Whether inputs, outputs or both count.</summary>
    public string mode { get; }

    /// <summary>The distribution.</summary>
    public string distribution { get; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">The type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32)
    {
        var (inputs, outputs) = Fans(shape);
        var fan = mode switch { "fan_in" => inputs, "fan_out" => outputs, _ => (inputs + outputs) / 2 };
        var variance = scale / Math.Max(1, fan);
        var limit = Math.Sqrt(3 * variance);
        return distribution switch
        {
            "uniform" => DrawUniform(shape, dtype, -limit, limit),
            "truncated_normal" => DrawTruncatedNormal(shape, dtype, 0, Math.Sqrt(variance) / TruncatedDeviation),
            _ => DrawNormal(shape, dtype, 0, Math.Sqrt(variance)),
        };
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new() { ["scale"] = scale, ["mode"] = mode, ["distribution"] = distribution, ["seed"] = seed };

    /// <summary>How many inputs and outputs a unit has.</summary>
    private static (double Inputs, double Outputs) Fans(Shape shape)
    {
        if (Required.NotNull(shape).Rank == 0) return (1, 1);
        if (shape.Rank == 1) return (shape.Dims[0], shape.Dims[0]);
        var field = shape.Range(0, shape.Rank - 2).Length;
        return ((double)shape.Dims[^2] * field, (double)shape.Dims[^1] * field);
    }
}

namespace KerasLikeRnn.Initializers;

/// <summary>
/// A matrix whose rows (or columns, whichever are fewer) are orthogonal and of length gain (Saxe et al., 2014). Keras's
/// default for recurrent kernels. With more than two axes, all but the last one count as rows.
/// </summary>
/// <param name="gain">Factor of the matrix.</param>
[KerasExport("keras.initializers.Orthogonal", "keras.initializers.orthogonal")]
public partial class Orthogonal(double gain = 1.0, SeedArguments? random = null) : RandomInitializer(random)
{
    /// <summary>Factor of the matrix.</summary>
    public double gain { get; } = gain;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The shape has fewer than two axes, or the type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32)
    {
        RequireFloating(dtype);
        if (Required.NotNull(shape).Rank < 2)
            throw new ValueError(
                $"The tensor to initialize must be at least two-dimensional. Received: shape={shape} of rank {shape.Rank}.", nameof(shape));
        int columns = shape.Dims[^1], rows = checked((int)shape.Range(0, shape.Rank - 1).Length);
        var stream = Stream(RandomOperation.Normal, shape, dtype);
        return dtype == DType.Float64
            ? Filled<double>(shape, values => OrthogonalMatrix.Fill(stream, values, rows, columns, gain))
            : Ops.Cast(Filled<float>(shape, values => OrthogonalMatrix.Fill(stream, values, rows, columns, (float)gain)), dtype);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["gain"] = gain, ["seed"] = seed };
}

namespace KerasLikeRnn.Initializers;

/// <summary>The identity matrix times a gain; zeros beyond the square part.</summary>
/// <param name="gain">The number on the diagonal.</param>
[KerasExport("keras.initializers.Identity", "keras.initializers.identity")]
public class Identity(double gain = 1.0) : Initializer
{
    /// <summary>The number on the diagonal.</summary>
    public double gain { get; } = gain;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The shape is no matrix's, or the type cannot hold fractions.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32)
    {
        RequireFloating(dtype);
        if (Required.NotNull(shape).Rank != 2)
            throw new ValueError(
                $"Identity matrix initializer can only be used for 2D matrices. Received: shape={shape} of rank {shape.Rank}.",
                nameof(shape));
        return gain * Ops.OneHot(Ops.Arange(shape.Dims[0]), shape.Dims[1], dtype);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["gain"] = gain };
}

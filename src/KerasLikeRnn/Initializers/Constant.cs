namespace KerasLikeRnn.Initializers;

/// <summary>One number everywhere, or given numbers.</summary>
[KerasExport("keras.initializers.Constant", "keras.initializers.constant")]
public class Constant : Initializer
{
    private readonly double[] values;
    private readonly object given;

    /// <summary>Creates an initializer that repeats one number.</summary>
    /// <param name="value">The number.</param>
    public Constant(double value = 0) => (values, given) = ([value], value);

    /// <summary>Creates an initializer with a number for each element, row by row, such as the vectors of an Embedding.</summary>
    /// <param name="value">As many numbers as the weight has; its own shape does not matter.</param>
    public Constant(Array value) => (values, given) = (value.Cast<object>().Select(Number).ToArray(), value);

    /// <inheritdoc cref="Constant(Array)"/>
    public Constant(NDArray value) => (values, given) = (value.astype(np.float64).ToArray<double>(), value);

    /// <inheritdoc/>
    /// <exception cref="ValueError">There are more or fewer numbers than elements, or a fraction for an integer type.</exception>
    public override Tensor call(Shape shape, DType dtype = DType.Float32)
    {
        if (!dtype.IsFloating() && Array.Find(values, value => value != Math.Truncate(value)) is var fraction and not 0)
            throw new ValueError($"Cannot convert {fraction} to a tensor of dtype {dtype.Name()}", nameof(dtype));
        if (values.Length == 1) return Ops.Fill(shape, values[0], dtype);
        if (values.Length != shape.Length)
            throw new ValueError(
                $"The constant has {values.Length} elements, but got `shape` {shape} with {shape.Length} elements.", nameof(shape));
        return Ops.Cast(Tensor.From<double>(values, shape), dtype);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new() { ["value"] = given };

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}

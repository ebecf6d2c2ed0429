namespace KerasLikeRnn.Layers;

/// <summary>
/// max(x, 0), or with options: max_value for x ≥ max_value, x for threshold ≤ x &lt; max_value, negative_slope · (x − threshold) below.
/// The output has the input's shape.
/// </summary>
/// <param name="max_value">Largest value of the output; null for none.</param>
/// <param name="negative_slope">Slope below the threshold.</param>
/// <param name="threshold">Below it values are damped.</param>
/// <exception cref="ValueError">One of them is negative.</exception>
[KerasExport("keras.layers.ReLU")]
public partial class ReLU(
    double? max_value = null, double negative_slope = 0.0, double threshold = 0.0, LayerOptions? options = null)
    : Layer(options)
{
    public double? max_value { get; } = max_value is { } highest ? NotNegative(highest, nameof(max_value)) : null;

    public double negative_slope { get; } = NotNegative(negative_slope, nameof(negative_slope));

    public double threshold { get; } = NotNegative(threshold, nameof(threshold));

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        ActivationFunctions.relu(Autocast(inputs), negative_slope, max_value, threshold);

    private static double NotNegative(double value, string name) => value >= 0
        ? BackendConfig.CastToFloatx(value)
        : throw new ValueError(
            $"{name} of a ReLU layer cannot be a negative value. Received: {PythonText.Repr(value)}", name);
}

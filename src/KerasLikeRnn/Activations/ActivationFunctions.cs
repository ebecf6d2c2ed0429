namespace KerasLikeRnn.Activations;

/// <summary>The rectified linear unit with its options.</summary>
/// <param name="x">Any shape.</param>
/// <param name="alpha">Slope below the threshold.</param>
/// <param name="max_value">Largest value of the result; null for none.</param>
/// <param name="threshold">Below it values are damped.</param>
public delegate Tensor ReluFunction(Tensor x, double alpha = 0.0, double? max_value = null, double threshold = 0.0);

/// <summary>The exponential linear unit with its option.</summary>
/// <param name="x">Any shape.</param>
/// <param name="alpha">The value it sinks to is -alpha.</param>
public delegate Tensor EluFunction(Tensor x, double alpha = 1.0);

/// <summary>The Gaussian error linear unit with its option.</summary>
/// <param name="x">Any shape.</param>
/// <param name="approximate">Whether to use the tanh formula instead of the error function.</param>
public delegate Tensor GeluFunction(Tensor x, bool approximate = false);

/// <summary>The softmax with its option.</summary>
/// <param name="x">At least two axes.</param>
/// <param name="axis">The axis along which the results add up to 1.</param>
public delegate Tensor SoftmaxFunction(Tensor x, int axis = -1);

/// <summary>
/// Keras's activation functions. They are values, as in Python, so that a layer can be given one
/// (<c>Dense(32, activation: keras.activations.relu)</c>) as well as called (<c>keras.activations.relu(x, alpha: 0.1)</c>).
/// </summary>
public static class ActivationFunctions
{
    /// <summary>x for x > 0, alpha (e^x - 1) below (Clevert et al., 2016).</summary>
    [KerasExport("keras.activations.elu")]
    public static EluFunction elu { get; } = static (x, alpha) =>
        tf.nn.elu(x) is var y && alpha == 1 ? y : tf.where(x > 0.0, y, alpha * y);

    /// <summary>e^x.</summary>
    [KerasExport("keras.activations.exponential")]
    public static ActivationFunction exponential { get; } = static x => tf.math.exp(x);

    /// <summary>
    /// x P(X &lt;= x) for a standard normal X: x/2 (1 + erf(x/sqrt 2)), or x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) (Hendrycks and
    /// Gimpel, 2016).
    /// </summary>
    [KerasExport("keras.activations.gelu")]
    public static GeluFunction gelu { get; } = static (x, approximate) => tf.nn.gelu(x, approximate);

    /// <summary>0.2 x + 0.5, cut at 0 and 1.</summary>
    [KerasExport("keras.activations.hard_sigmoid")]
    public static ActivationFunction hard_sigmoid { get; } = static x => tf.clip_by_value(
        tf.math.add(tf.math.multiply(x, 0.2), 0.5), 0.0, 1.0);

    /// <summary>x itself.</summary>
    [KerasExport("keras.activations.linear")]
    public static ActivationFunction linear { get; } = static x => x;

    /// <summary>
    /// max(x, 0). With options: max_value for x >= max_value, x for threshold &lt;= x &lt; max_value, alpha (x - threshold) below.
    /// </summary>
    [KerasExport("keras.activations.relu")]
    public static ReluFunction relu { get; } = static (x, alpha, max_value, threshold) =>
    {
        if (alpha != 0 && max_value is null && threshold == 0) return tf.nn.leaky_relu(x, alpha);
        var y = threshold != 0 ? x * tf.cast(x > threshold, x.DType.Name()) : max_value == 6 ? tf.nn.relu6(x) : tf.nn.relu(x);
        if (max_value is { } highest && (threshold != 0 || highest != 6)) y = tf.clip_by_value(y, 0.0, highest);
        return alpha == 0 ? y : y - alpha * tf.nn.relu(threshold - x);
    };

    /// <summary>1.0507 x for x > 0, 1.7581 (e^x - 1) below (Klambauer et al., 2017).</summary>
    [KerasExport("keras.activations.selu")]
    public static ActivationFunction selu { get; } = static x => tf.nn.selu(x);

    /// <summary>1 / (1 + e^-x). The result remembers x, which cross entropies use as logits.</summary>
    [KerasExport("keras.activations.sigmoid")]
    public static ActivationFunction sigmoid { get; } = static x => tf.math.sigmoid(x);

    /// <summary>e^x / sum e^x along an axis. The result remembers x, which cross entropies use as logits.</summary>
    /// <exception cref="ValueError">x has fewer than two axes.</exception>
    [KerasExport("keras.activations.softmax")]
    public static SoftmaxFunction softmax { get; } = static (x, axis) =>
    {
        if (x.Rank < 2)
            throw new ValueError($"Cannot apply softmax to a tensor that is 1D. Received input: {x}", nameof(x));
        return tf.nn.softmax(x, axis);
    };

    /// <summary>ln(e^x + 1).</summary>
    [KerasExport("keras.activations.softplus")]
    public static ActivationFunction softplus { get; } = static x => tf.math.softplus(x);

    /// <summary>x / (|x| + 1).</summary>
    [KerasExport("keras.activations.softsign")]
    public static ActivationFunction softsign { get; } = static x => tf.nn.softsign(x);

    /// <summary>x sigmoid(x) (Ramachandran et al., 2017).</summary>
    [KerasExport("keras.activations.swish", Aliases = new[] { "keras.activations.silu" })]
    public static ActivationFunction swish { get; } = static x => tf.nn.silu(x);

    /// <summary>The hyperbolic tangent.</summary>
    [KerasExport("keras.activations.tanh")]
    public static ActivationFunction tanh { get; } = static x => tf.math.tanh(x);

    /// <summary>x for x > 0, 0.2 x below: known by name only, as in Keras.</summary>
    [KerasExport(Aliases = new[] { "keras.activations.leaky_relu" })]
    internal static ActivationFunction leaky_relu { get; } = static x => tf.nn.leaky_relu(x);

    /// <summary>min(max(x, 0), 6): known by name only, as in Keras.</summary>
    [KerasExport(Aliases = new[] { "keras.activations.relu6" })]
    internal static ActivationFunction relu6 { get; } = static x => tf.nn.relu6(x);

    /// <summary>ln softmax(x) over the last axis: known by name only, as in Keras.</summary>
    [KerasExport(Aliases = new[] { "keras.activations.log_softmax" })]
    internal static ActivationFunction log_softmax { get; } = static x => tf.nn.log_softmax(x);

    /// <summary>The activation function of an identifier: its name, the function itself, or null for the linear one.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    [KerasExport("keras.activations.get")]
    public static ActivationFunction get(ActivationLike? identifier) => (identifier ?? ActivationLike.None).Or("linear").Function;

    /// <summary>The activation function of a name, one's own among them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="custom_objects">One's own functions by name.</param>
    /// <exception cref="ValueError">The name is unknown.</exception>
    [KerasExport("keras.activations.deserialize")]
    public static ActivationFunction deserialize(string name, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Activation>(name, custom_objects).Function;

    /// <summary>The name of an activation function, as layers write it into their configuration.</summary>
    [KerasExport("keras.activations.serialize")]
    public static string serialize(ActivationLike activation) => activation.Or("linear").Name;

    /// <summary>How a function is called that may have options; null for other functions.</summary>
    internal static ActivationFunction? Call(Delegate function) => function switch
    {
        ActivationFunction plain => plain,
        Func<Tensor, Tensor> plain => plain.Invoke,
        ReluFunction relu => x => relu(x),
        EluFunction elu => x => elu(x),
        GeluFunction gelu => x => gelu(x),
        SoftmaxFunction softmax => x => softmax(x),
        _ => null,
    };
}

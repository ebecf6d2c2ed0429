namespace KerasLikeRnn.Regularizers;

/// <summary>
/// A penalty on a weight or on a layer's output, added to the loss. For one of your own derive from this class, or hand a
/// <c>Func&lt;Tensor, Tensor&gt;</c> to the layer.
/// </summary>
[KerasExport("keras.regularizers.Regularizer")]
public abstract class Regularizer : IConfigurable, IRegistered<Regularizer>
{
    static string IRegistered<Regularizer>.Kind => "regularizer";

    static Regularizer? IRegistered<Regularizer>.OfOther(object value, string name) =>
        value is Func<Tensor, Tensor> function ? new FunctionRegularizer(name, function) : null;

    // By this one name Keras means the function with its own default factors, not the class.
    static IReadOnlyDictionary<string, object?> IRegistered<Regularizer>.Arguments(
        string name, IReadOnlyDictionary<string, object?> config) =>
        name == "l1_l2" && config.Count == 0 ? RegularizerConfigs.l1_l2().get_config() : config;

    /// <summary>Python's <c>regularizer(x)</c>.</summary>
    public Tensor this[Tensor x] => call(x);

    /// <summary>The penalty, a scalar made of differentiable operations.</summary>
    /// <param name="x">The weight or output, any shape.</param>
    public abstract Tensor call(Tensor x);

    /// <summary>A regularizer made from its configuration: Python's <c>L2.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config) where T : Regularizer =>
        (T)Construction.FromConfig(typeof(T), config);

    /// <summary>The constructor's arguments, for saving.</summary>
    /// <exception cref="NotSupportedException">The class does not say.</exception>
    public virtual OrderedDictionary<string, object?> get_config() =>
        throw new NotSupportedException(
            $"{GetType().Name} does not implement get_config(). Override it to save models with this regularizer.");

    /// <summary>A penalty factor as Keras keeps it: float32.</summary>
    /// <exception cref="ValueError">The number is infinite or nan.</exception>
    private protected static float Penalty(double value, string argument) => double.IsFinite(value)
        ? (float)value
        : throw new ValueError(
            $"Value {(double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf")} is not a valid regularization penalty number, an infinite "
            + $"number or NaN are not valid values.",
            argument);
}

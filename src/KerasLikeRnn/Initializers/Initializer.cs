namespace KerasLikeRnn.Initializers;

/// <summary>
/// Makes the first values of a weight. For one of your own derive from this class, or hand a
/// <c>Func&lt;Shape, Tensor&gt;</c> to the layer.
/// </summary>
[KerasExport("keras.initializers.Initializer")]
public abstract class Initializer : IConfigurable, IRegistered<Initializer>
{
    static string IRegistered<Initializer>.Kind => "initializer";

    static Initializer? IRegistered<Initializer>.OfOther(object value, string name) => value switch
    {
        Func<Shape, Tensor> function => new FunctionInitializer(name, (shape, dtype) => Ops.Cast(function(shape), dtype)),
        Func<Shape, DType, Tensor> function => new FunctionInitializer(name, function),
        _ => null,
    };

    /// <summary>Python's <c>initializer(shape)</c>.</summary>
    public Tensor this[Shape shape, DType dtype = DType.Float32] => call(shape, dtype);

    /// <summary>The first values.</summary>
    /// <param name="shape">Sizes of the weight, all known.</param>
    /// <param name="dtype">Type of the weight.</param>
    public abstract Tensor call(Shape shape, DType dtype = DType.Float32);

    /// <summary>An initializer made from its configuration: Python's <c>GlorotUniform.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config) where T : Initializer =>
        (T)Construction.FromConfig(typeof(T), config);

    /// <summary>The constructor's arguments, for saving.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => [];

    /// <summary>Refuses types that cannot hold fractions.</summary>
    private protected static void RequireFloating(DType dtype)
    {
        if (!dtype.IsFloating())
            throw new ValueError($"Expected floating point type, got <dtype: '{dtype.Name()}'>.", nameof(dtype));
    }
}

using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Initializers;

/// <summary>
/// Makes the first values of a weight. For one of your own derive from this class, or hand a
/// <c>Func&lt;Shape, Tensor&gt;</c> to the layer.
/// </summary>
[KerasExport("keras.initializers.Initializer")]
public abstract class Initializer
{
    /// <summary>The first values.</summary>
    /// <param name="shape">Sizes of the weight, all known.</param>
    /// <param name="dtype">Type of the weight.</param>
    public abstract Tensor call(Shape shape, DType dtype = DType.Float32);

    /// <summary>The constructor's arguments, for saving.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => [];

    /// <summary>Refuses types that cannot hold fractions.</summary>
    private protected static void RequireFloating(DType dtype)
    {
        if (!dtype.IsFloating())
            throw new ArgumentException($"Expected floating point type, got <dtype: '{dtype.Name()}'>.", nameof(dtype));
    }
}

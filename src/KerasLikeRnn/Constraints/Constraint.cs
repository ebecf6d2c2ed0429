namespace KerasLikeRnn.Constraints;

/// <summary>
/// A projection that a weight goes through after every update. For one of your own derive from this class, or hand a
/// <c>Func&lt;Tensor, Tensor&gt;</c> to the layer.
/// </summary>
[KerasExport("keras.constraints.Constraint")]
public abstract class Constraint : IConfigurable
{
    /// <summary>Keras's fuzz factor.</summary>
    private protected const double Epsilon = 1e-7;

    /// <summary>Python's <c>constraint(w)</c>.</summary>
    public Tensor this[Tensor w] => call(w);

    /// <summary>The projected weight.</summary>
    /// <param name="w">The weight, any shape; the result has the same.</param>
    public abstract Tensor call(Tensor w);

    /// <summary>The constructor's arguments, for saving.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => [];

    /// <summary>Lengths of the vectors along the axes, which stay as axes of size 1.</summary>
    private protected static Tensor Norms(Tensor w, int[] axis) => Ops.Sqrt(Ops.Sum(Ops.Square(w), axis, keepdims: true));

    /// <summary>Axes as they are written into a configuration: one as a number, several as a list.</summary>
    private protected static object Axis(int[] axis) => axis.Length == 1 ? axis[0] : axis;
}

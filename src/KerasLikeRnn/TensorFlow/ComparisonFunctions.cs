using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: comparisons, and what is done with truth values.</summary>
public static class ComparisonFunctions
{
    /// <summary>x == y.</summary>
    [KerasExport("tf.equal", "tf.math.equal")]
    public static Tensor equal(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.equal", CompareOp.Equal, x, y);

    /// <summary>x != y.</summary>
    [KerasExport("tf.not_equal", "tf.math.not_equal")]
    public static Tensor not_equal(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.not_equal", CompareOp.NotEqual, x, y);

    /// <summary>x > y.</summary>
    [KerasExport("tf.greater", "tf.math.greater")]
    public static Tensor greater(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.greater", CompareOp.Greater, x, y);

    /// <summary>x >= y.</summary>
    [KerasExport("tf.greater_equal", "tf.math.greater_equal")]
    public static Tensor greater_equal(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.greater_equal", CompareOp.GreaterEqual, x, y);

    /// <summary>x &lt; y.</summary>
    [KerasExport("tf.less", "tf.math.less")]
    public static Tensor less(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.less", CompareOp.Less, x, y);

    /// <summary>x &lt;= y.</summary>
    [KerasExport("tf.less_equal", "tf.math.less_equal")]
    public static Tensor less_equal(TensorLike x, TensorLike y, string? name = null) => Lifted.Compared("tf.math.less_equal", CompareOp.LessEqual, x, y);

    /// <summary>x and y.</summary>
    [KerasExport("tf.logical_and", "tf.math.logical_and")]
    public static Tensor logical_and(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.logical_and", x, y, Ops.And);

    /// <summary>x or y.</summary>
    [KerasExport("tf.logical_or", "tf.math.logical_or")]
    public static Tensor logical_or(TensorLike x, TensorLike y, string? name = null) => Lifted.Two("tf.math.logical_or", x, y, Ops.Or);

    /// <summary>x or y, and not both.</summary>
    [KerasExport("tf.math.logical_xor")]
    public static Tensor logical_xor(TensorLike x, TensorLike y, string? name = null) => x.ToTensor() ^ y.ToTensor();

    /// <summary>Not x.</summary>
    [KerasExport("tf.logical_not", "tf.math.logical_not")]
    public static Tensor logical_not(TensorLike x, string? name = null) => Lifted.One("tf.math.logical_not", x, Ops.Not);

    /// <summary>x where the condition holds, else y.</summary>
    [KerasExport("tf.where")]
    public static Tensor where(TensorLike condition, TensorLike x, TensorLike y, string? name = null)
    {
        var (a, b) = TensorLike.Pair(x, y);
        return Symbolic.Lift("tf.where", [condition.ToTensor(), a, b], static t => Ops.Select(t[0], t[1], t[2]));
    }

    /// <summary>The places (n, axes) of the true elements, row by row (int64).</summary>
    [KerasExport("tf.where")]
    public static Tensor where(TensorLike condition, string? name = null) => Lifted.One("tf.where", condition, static t =>
    {
        var places = TruePlaces(t);
        var coordinates = new long[places.Length * t.Rank];
        for (var i = 0; i < places.Length; i++)
            for (int axis = t.Rank - 1, rest = places[i]; axis >= 0; rest /= t.Shape.Dims[axis--])
                coordinates[i * t.Rank + axis] = rest % t.Shape.Dims[axis];
        return Tensor.From<long>(coordinates, Shape.Of(places.Length, t.Rank));
    });

    /// <summary>The elements at which a mask over the first axes is true, one after another.</summary>
    /// <exception cref="ValueError">The mask is no mask of x's axes.</exception>
    [KerasExport("tf.boolean_mask")]
    public static Tensor boolean_mask(TensorLike tensor, TensorLike mask, int axis = 0, string? name = null) =>
        Symbolic.Lift("tf.compat.v1.boolean_mask", [tensor.ToTensor(), mask.ToTensor()], t =>
        {
            var (x, chosen) = (t[0], t[1]);
            var first = x.Shape.Axis(axis);
            var last = first + chosen.Rank;
            if (chosen.Rank == 0 || last > x.Rank || x.Shape.Range(first, last) != chosen.Shape)
                throw new ValueError($"Shapes {x.Shape} and {chosen.Shape} are incompatible", nameof(mask));
            var merged = Ops.Reshape(x, x.Shape.Range(0, first).Concat(Shape.Of(checked((int)chosen.Length))).Concat(x.Shape.Range(last, x.Rank)));
            return Ops.TakeRows(merged, Tensor.From<int>(TruePlaces(chosen)), first);
        });

    /// <summary>Truth values (lengths..., maxlen): true before each length.</summary>
    /// <param name="lengths">Whole numbers.</param>
    /// <param name="maxlen">Size of the new axis; the largest length unless given.</param>
    /// <param name="dtype">Type of the result.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    [KerasExport("tf.sequence_mask")]
    public static Tensor sequence_mask(TensorLike lengths, TensorLike? maxlen = null, string dtype = "bool", string? name = null)
    {
        var size = maxlen is { } given ? [given.ToTensor()] : Array.Empty<Tensor>();
        var type = DTypes.Parse(dtype);
        return Symbolic.Lift("tf.sequence_mask", [lengths.ToTensor(), .. size], t =>
        {
            var numbers = Ops.Cast(t[0], DType.Int64);
            var columns = checked((int)(t.Length > 1 ? t[1].Item() : numbers.Length == 0 ? 0 : Math.Max(0, Ops.Max(numbers).Item())));
            return Ops.Cast(Ops.Compare(CompareOp.Less, Ops.Arange(columns, DType.Int64), Ops.ExpandDims(numbers, -1)), type);
        });
    }

    private static int[] TruePlaces(Tensor condition)
    {
        var values = Ops.Cast(condition, DType.Bool).ToArray<bool>();
        return [.. Enumerable.Range(0, values.Length).Where(i => values[i])];
    }
}

using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.math: comparisons, and what is done with truth values.</summary>
public static class ComparisonFunctions
{
    /// <summary>x == y.</summary>
    [KerasExport("tf.equal", "tf.math.equal"), Operation("math.equal")]
    internal static Tensor equal(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.Equal, a, b));

    /// <summary>x != y.</summary>
    [KerasExport("tf.not_equal", "tf.math.not_equal"), Operation("math.not_equal")]
    internal static Tensor not_equal(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.NotEqual, a, b));

    /// <summary>x > y.</summary>
    [KerasExport("tf.greater", "tf.math.greater"), Operation("math.greater")]
    internal static Tensor greater(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.Greater, a, b));

    /// <summary>x >= y.</summary>
    [KerasExport("tf.greater_equal", "tf.math.greater_equal"), Operation("math.greater_equal")]
    internal static Tensor greater_equal(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.GreaterEqual, a, b));

    /// <summary>x &lt; y.</summary>
    [KerasExport("tf.less", "tf.math.less"), Operation("math.less")]
    internal static Tensor less(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.Less, a, b));

    /// <summary>x &lt;= y.</summary>
    [KerasExport("tf.less_equal", "tf.math.less_equal"), Operation("math.less_equal")]
    internal static Tensor less_equal(TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, static (a, b) => Ops.Compare(CompareOp.LessEqual, a, b));

    /// <summary>x and y.</summary>
    [KerasExport("tf.logical_and", "tf.math.logical_and"), Operation("math.logical_and")]
    internal static Tensor logical_and(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.And);

    /// <summary>x or y.</summary>
    [KerasExport("tf.logical_or", "tf.math.logical_or"), Operation("math.logical_or")]
    internal static Tensor logical_or(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Or);

    /// <summary>x or y, and not both.</summary>
    [KerasExport("tf.math.logical_xor")]
    public static Tensor logical_xor(TensorLike x, TensorLike y, string? name = null) => x.ToTensor() ^ y.ToTensor();

    /// <summary>Not x.</summary>
    [KerasExport("tf.logical_not", "tf.math.logical_not"), Operation("math.logical_not")]
    internal static Tensor logical_not(Tensor x) => Ops.Not(x);

    /// <summary>x where the condition holds, else y.</summary>
    [KerasExport("tf.where"), Operation("where")]
    internal static Tensor where(Tensor condition, TensorLike x, TensorLike y) =>
        TensorLike.InOneType(x, y, (a, b) => Ops.Select(condition, a, b));

    /// <summary>The places (n, axes) of the true elements, row by row (int64).</summary>
    [KerasExport("tf.where"), Operation("where")]
    internal static Tensor where(Tensor condition)
    {
        var places = TruePlaces(condition);
        var coordinates = new long[places.Length * condition.Rank];
        for (var i = 0; i < places.Length; i++)
            for (int axis = condition.Rank - 1, rest = places[i]; axis >= 0; rest /= condition.Shape.Dims[axis--])
                coordinates[i * condition.Rank + axis] = rest % condition.Shape.Dims[axis];
        return Tensor.From<long>(coordinates, Shape.Of(places.Length, condition.Rank));
    }

    /// <summary>The elements at which a mask over the first axes is true, one after another.</summary>
    /// <exception cref="ValueError">The mask is no mask of x's axes.</exception>
    [KerasExport("tf.boolean_mask"), Operation("compat.v1.boolean_mask")]
    internal static Tensor boolean_mask(Tensor tensor, Tensor mask, int axis = 0)
    {
        var first = tensor.Shape.Axis(axis);
        var last = first + mask.Rank;
        if (mask.Rank == 0 || last > tensor.Rank || tensor.Shape.Range(first, last) != mask.Shape)
            throw new ValueError($"Shapes {tensor.Shape} and {mask.Shape} are incompatible", nameof(mask));
        var length = Shape.Of(checked((int)mask.Length));
        var merged = Ops.Reshape(tensor, tensor.Shape.Range(0, first).Concat(length).Concat(tensor.Shape.Range(last, tensor.Rank)));
        return Ops.TakeRows(merged, Tensor.From<int>(TruePlaces(mask)), first);
    }

    /// <summary>Truth values (lengths..., maxlen): true before each length.</summary>
    /// <param name="lengths">Whole numbers.</param>
    /// <param name="maxlen">Size of the new axis; the largest length unless given.</param>
    /// <param name="dtype">Type of the result.</param>
    [KerasExport("tf.sequence_mask"), Operation("sequence_mask")]
    internal static Tensor sequence_mask(Tensor lengths, Tensor? maxlen = null, string dtype = "bool")
    {
        var numbers = Ops.Cast(lengths, DType.Int64);
        var columns = checked((int)(maxlen?.Item() ?? (numbers.Length == 0 ? 0 : Math.Max(0, Ops.Max(numbers).Item()))));
        // Where only shapes are known, nobody knows the largest length: any number that is not the same in each trial.
        if (maxlen is null && columns == 0 && Rehearsal.IsRunning) columns = checked((int)numbers.Length);
        return Ops.Cast(Ops.Compare(CompareOp.Less, Ops.Arange(columns, DType.Int64), Ops.ExpandDims(numbers, -1)), DTypes.Parse(dtype));
    }

    private static int[] TruePlaces(Tensor condition)
    {
        var values = Ops.Cast(condition, DType.Bool).ToArray<bool>();
        return [.. Enumerable.Range(0, values.Length).Where(i => values[i])];
    }
}

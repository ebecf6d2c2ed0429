namespace KerasLikeRnn.Engine;

// Reductions over axes; no axes given means all of them.
public static partial class Ops
{
    /// <summary>Σx. Each element's gradient is its sum's.</summary>
    public static Tensor Sum(Tensor x, int[]? axes = null, bool keepdims = false)
    {
        var (y, kept) = Reduce(ReduceOp.Sum, x, axes, keepdims);
        return GradientTape.Record(y, (x, dy => BroadcastTo(Reshape(dy, kept), x.Shape)));
    }

    /// <summary>Σx / n. Each element's gradient is the mean's over n.</summary>
    public static Tensor Mean(Tensor x, int[]? axes = null, bool keepdims = false)
    {
        var (y, kept) = Reduce(ReduceOp.Mean, x, axes, keepdims);
        var share = y.Length == 0 ? 0 : (double)y.Length / x.Length;
        return GradientTape.Record(y, (x, dy => BroadcastTo(Reshape(Multiply(dy, Constant(share, dy.DType)), kept), x.Shape)));
    }

    /// <summary>The largest element; equal ones share the gradient.</summary>
    public static Tensor Max(Tensor x, int[]? axes = null, bool keepdims = false) => Extremum(ReduceOp.Maximum, x, axes, keepdims);

    /// <summary>The smallest element; equal ones share the gradient.</summary>
    public static Tensor Min(Tensor x, int[]? axes = null, bool keepdims = false) => Extremum(ReduceOp.Minimum, x, axes, keepdims);

    /// <summary>Πx. d/dxᵢ = the product of all others, computed as running products from both sides so that zeros are no trouble.</summary>
    public static Tensor Prod(Tensor x, int[]? axes = null, bool keepdims = false)
    {
        var (y, kept) = Reduce(ReduceOp.Product, x, axes, keepdims);
        return GradientTape.Record(y, (x, dy =>
        {
            var reduced = Axes(x.Shape, axes);
            var order = Enumerable.Range(0, x.Rank).Except(reduced).Concat(reduced).ToArray();
            var outer = order.Take(x.Rank - reduced.Length).Aggregate(1, (n, axis) => n * x.Shape.Dims[axis]);
            var moved = Transpose(x, order);
            var rows = Reshape(moved, Shape.Of(outer, checked((int)(x.Length / Math.Max(outer, 1)))));
            var others = Multiply(CumProd(rows, 1, exclusive: true), CumProd(rows, 1, exclusive: true, reverse: true));
            var back = Transpose(Reshape(others, moved.Shape), Inverse(order));
            return Multiply(BroadcastTo(Reshape(dy, kept), x.Shape), back);
        }
        ));
    }

    /// <summary>Mean squared distance from the mean.</summary>
    public static Tensor Variance(Tensor x, int[]? axes = null, bool keepdims = false) =>
        Mean(Square(Subtract(x, Mean(x, axes, keepdims: true))), axes, keepdims);

    /// <summary>ln Σeˣ, the largest element taken out so that nothing overflows.</summary>
    public static Tensor LogSumExp(Tensor x, int[]? axes = null, bool keepdims = false)
    {
        var largest = StopGradient(Max(x, axes, keepdims: true));
        var finite = Compare(CompareOp.Less, Abs(largest), Constant(double.PositiveInfinity, x.DType));
        largest = Select(finite, largest, ZerosLike(largest));
        var sum = Add(Log(Sum(Exp(Subtract(x, largest)), axes, keepdims: true)), largest);
        return keepdims
            ? sum
            : Reshape(sum, Shape.Of([.. Enumerable.Range(0, x.Rank).Except(Axes(x.Shape, axes)).Select(axis => x.Shape.Dims[axis])]));
    }

    /// <summary>Truth values: whether all are true.</summary>
    public static Tensor All(Tensor x, int[]? axes = null, bool keepdims = false) =>
        Reduce(ReduceOp.All, Cast(x, DType.Bool), axes, keepdims).Y;

    /// <summary>Truth values: whether one is true.</summary>
    public static Tensor Any(Tensor x, int[]? axes = null, bool keepdims = false) =>
        Reduce(ReduceOp.Any, Cast(x, DType.Bool), axes, keepdims).Y;

    /// <summary>Index (int64) of the largest element along an axis, the first of equals.</summary>
    public static Tensor ArgMax(Tensor x, int axis = -1) => ArgReduce(true, x, axis);

    /// <summary>Index (int64) of the smallest element along an axis, the first of equals.</summary>
    public static Tensor ArgMin(Tensor x, int axis = -1) => ArgReduce(false, x, axis);

    /// <summary>Running sums along an axis. dx is dy's running sum from the other side.</summary>
    public static Tensor CumSum(Tensor x, int axis = 0, bool exclusive = false, bool reverse = false) =>
        GradientTape.Record(Cumulate(x, axis, false, exclusive, reverse), (x, dy => CumSum(dy, axis, exclusive, !reverse)));

    /// <summary>Running products along an axis; dx is that of TensorFlow: right where no element is zero, and never nan.</summary>
    public static Tensor CumProd(Tensor x, int axis = 0, bool exclusive = false, bool reverse = false)
    {
        var y = Cumulate(x, axis, true, exclusive, reverse);
        return GradientTape.Record(y, (x, dy => DivideNoNan(CumSum(Multiply(y, dy), axis, exclusive, !reverse), x)));
    }

    private static Tensor Extremum(ReduceOp op, Tensor x, int[]? axes, bool keepdims)
    {
        var (y, kept) = Reduce(op, x, axes, keepdims);
        return GradientTape.Record(y, (x, dy =>
        {
            var winners = Cast(Compare(CompareOp.Equal, x, Reshape(y, kept)), x.DType);
            var share = Divide(winners, Reshape(Sum(winners, axes), kept));
            return Multiply(share, Reshape(dy, kept));
        }
        ));
    }

    private static Tensor Cumulate(Tensor x, int axis, bool product, bool exclusive = false, bool reverse = false)
    {
        if (x.DType.IsHalf()) return Cast(Cumulate(Wide(x), axis, product, exclusive, reverse), x.DType);
        var y = Tensor.Empty(x.Shape, x.DType);
        Backend.Cumulate(product, x, x.Shape.Axis(axis), exclusive, reverse, y);
        return y;
    }

    private static Tensor ArgReduce(bool largest, Tensor x, int axis)
    {
        axis = x.Shape.Axis(axis);
        if (x.Shape.Dims[axis] == 0)
            throw new ValueError($"Axis {axis} of {x.Shape} is empty: it has no largest or smallest element.", nameof(x));
        var y = Tensor.Empty(x.Shape.Range(0, axis).Concat(x.Shape.Range(axis + 1, x.Rank)), DType.Int64);
        Backend.ArgReduce(largest, Wide(x), axis, y);
        return y;
    }

    private static (Tensor Y, Shape Kept) Reduce(ReduceOp op, Tensor x, int[]? axes, bool keepdims)
    {
        if (x.DType.IsHalf() && Reduce(op, Wide(x), axes, keepdims) is var (wide, like)) return (Cast(wide, x.DType), like);
        var reduced = Axes(x.Shape, axes);
        var sizes = x.Shape.Dims.ToArray();
        foreach (var axis in reduced) sizes[axis] = 1;
        var kept = Shape.Of(sizes);
        var squeezed = new int[x.Rank - reduced.Length];
        for (int axis = 0, at = 0; axis < x.Rank; axis++)
            if (Array.IndexOf(reduced, axis) < 0) squeezed[at++] = sizes[axis];
        var y = Tensor.Empty(keepdims ? kept : Shape.Of(squeezed), x.DType);
        Backend.Reduce(op, x, reduced, y);
        return (y, kept);
    }

    /// <summary>The axes in ascending order, each once.</summary>
    private static int[] Axes(Shape shape, int[]? axes) => axes switch
    {
        null => Enumerable.Range(0, shape.Rank).ToArray(),
        [var only] => [shape.Axis(only)],
        _ => axes.Select(shape.Axis).Distinct().Order().ToArray(),
    };
}

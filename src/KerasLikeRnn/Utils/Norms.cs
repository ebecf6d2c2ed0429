namespace KerasLikeRnn.Utils;

/// <summary>Vectors of length one.</summary>
public static class Norms
{
    /// <summary>Divides an array by its norm along an axis; where that is 0 nothing is divided.</summary>
    /// <param name="x">Numbers of any shape; one axis alone gives (1, n), as in Keras.</param>
    /// <param name="axis">The axis along which the norm is taken.</param>
    /// <param name="order">Of the norm: 2 for the Euclidean one, 1 for the sum of absolute values, infinities for the largest and
    /// least.</param>
    /// <returns>The shape of x, float64 for whole numbers.</returns>
    /// <exception cref="ValueError">There is no such axis.</exception>
    [KerasExport("keras.utils.normalize", "keras.utils.np_utils.normalize")]
    public static NDArray normalize(NDArray x, int axis = -1, double order = 2)
    {
        using var scope = MemoryScope.OfThread();
        var numbers = Arrays.ToTensor(Required.NotNull(x));
        if (axis < -numbers.Rank || axis >= numbers.Rank)
            throw new ValueError($"axis {axis} is out of bounds for array of dimension {numbers.Rank}", nameof(axis));
        if (!numbers.DType.IsFloating()) numbers = Ops.Cast(numbers, DType.Float64);
        if (numbers.Rank == 1) numbers = Ops.ExpandDims(numbers, 0);
        var norm = Norm(Ops.Abs(numbers), axis < 0 ? axis + numbers.Rank : numbers.Rank == 2 && x.ndim == 1 ? 1 : axis, order);
        return Arrays.FromTensor(numbers / Ops.Select(Ops.Compare(CompareOp.Equal, norm, Ops.ZerosLike(norm)), Ops.OnesLike(norm), norm));
    }

    private static Tensor Norm(Tensor sizes, int axis, double order) => order switch
    {
        2 => Ops.Sqrt(Ops.Sum(Ops.Square(sizes), [axis], keepdims: true)),
        1 => Ops.Sum(sizes, [axis], keepdims: true),
        0 => Ops.Sum(Ops.Cast(Ops.Compare(CompareOp.NotEqual, sizes, Ops.ZerosLike(sizes)), sizes.DType), [axis], keepdims: true),
        double.PositiveInfinity => Ops.Max(sizes, [axis], keepdims: true),
        double.NegativeInfinity => Ops.Min(sizes, [axis], keepdims: true),
        _ => Ops.Power(
            Ops.Sum(Ops.Power(sizes, Ops.Constant(order, sizes.DType)), [axis], keepdims: true), Ops.Constant(1 / order, sizes.DType)),
    };
}

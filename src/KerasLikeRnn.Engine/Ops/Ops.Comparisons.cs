
namespace KerasLikeRnn.Engine;

// Comparisons, selection, constants and types.
public static partial class Ops
{
    /// <summary>A comparison of each pair of elements, giving truth values; it has no gradient.</summary>
    public static Tensor Compare(CompareOp op, Tensor a, Tensor b)
    {
        (a, b) = Promote(a, b);
        (a, b) = (Wide(a), Wide(b));
        var y = Tensor.Empty(BroadcastShape(a.Shape, b.Shape), DType.Bool);
        Backend.Compare(op, a, b, y);
        return y;
    }

    /// <summary>a where the condition holds, else b.</summary>
    /// <exception cref="ValueError">The condition is not of truth values, or the shapes do not fit.</exception>
    public static Tensor Select(Tensor condition, Tensor a, Tensor b)
    {
        if (condition.DType != DType.Bool)
            throw new ValueError(
                $"cannot compute SelectV2 as input #0(zero-based) was expected to be a bool tensor but is a {condition.DType.Name()} "
                + $"tensor. "
                + $"Compare it first, or cast it to bool.", nameof(condition));
        (a, b) = Promote(a, b);
        var y = Tensor.Empty(BroadcastShape(condition.Shape, BroadcastShape(a.Shape, b.Shape)), a.DType);
        Backend.Select(condition, a, b, y);
        Tensor p = a, q = b;
        return GradientTape.Record(y,
            (p, dy => SumTo(Select(condition, dy, ZerosLike(dy)), p.Shape)),
            (q, dy => SumTo(Select(condition, ZerosLike(dy), dy), q.Shape)));
    }

    /// <summary>The same numbers in another type, from and to half types by way of float32. The gradient is cast back.</summary>
    public static Tensor Cast(Tensor x, DType dtype)
    {
        if (Required.NotNull(x).DType == dtype) return x;
        if (x.DType.IsHalf() && dtype != DType.Float32 || dtype.IsHalf() && x.DType != DType.Float32)
            return Cast(Cast(x, DType.Float32), dtype);
        var y = Tensor.Empty(x.Shape, dtype);
        Backend.Cast(x, y);
        return x.DType.IsFloating() && dtype.IsFloating() ? GradientTape.Record(y, (x, dy => Cast(dy, x.DType))) : y;
    }

    /// <summary>A scalar.</summary>
    public static Tensor Constant(double value, DType dtype = DType.Float32) => Fill(Shape.Scalar, value, dtype);

    /// <summary>A tensor whose elements are all one number.</summary>
    public static Tensor Fill(Shape shape, double value, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, dtype);
        Backend.Fill(y, value);
        return y;
    }

    /// <summary>Zeros.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32) => Fill(shape, 0, dtype);

    /// <summary>Ones.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32) => Fill(shape, 1, dtype);

    /// <summary>Zeros in x's shape and type.</summary>
    public static Tensor ZerosLike(Tensor x) => Fill(x.Shape, 0, x.DType);

    /// <summary>Ones in x's shape and type.</summary>
    public static Tensor OnesLike(Tensor x) => Fill(x.Shape, 1, x.DType);

    /// <summary>A copy of the elements in memory of its own.</summary>
    public static Tensor Copy(Tensor x)
    {
        var y = Tensor.Empty(x.Shape, x.DType);
        y.Storage.CopyFrom(x.Storage);
        return GradientTape.Record(y, (x, dy => dy));
    }

    /// <summary>(n..., classes): 1 at the index, else 0. Indices outside give a row of zeros.</summary>
    /// <exception cref="ValueError">The number of classes is negative.</exception>
    public static Tensor OneHot(Tensor indices, int classes, DType dtype = DType.Float32)
    {
        if (classes < 0) throw new ValueError($"depth must be non-negative, got: {classes}", nameof(classes));
        _ = indices.Shape.Concat(Shape.Of(classes)).Room;
        var numbers = Reshape(Arange(classes, DType.Int64), Shape.Of(classes));
        var equal = Compare(CompareOp.Equal, ExpandDims(Cast(indices, DType.Int64), -1), numbers);
        return Cast(equal, dtype);
    }

    /// <summary>0, 1, ..., count − 1.</summary>
    /// <exception cref="ValueError">The count is negative.</exception>
    public static Tensor Arange(int count, DType dtype = DType.Int32) =>
        Cast(Tensor.From<int>(Enumerable.Range(0, (int)Shape.Of(count).Room).ToArray(), count), dtype);
}

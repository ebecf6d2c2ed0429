using KerasLikeRnn.BackendFunctions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf and tf.linalg: products of matrices.</summary>
public static class LinearAlgebraFunctions
{
    /// <summary>The matrix product over the last two axes; leading axes are broadcast.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="transpose_a">Whether a's last two axes change places before.</param>
    /// <param name="transpose_b">Whether b's last two axes change places before.</param>
    [KerasExport("tf.matmul", "tf.linalg.matmul"), Operation("linalg.matmul")]
    internal static Tensor matmul(TensorLike a, TensorLike b, bool transpose_a = false, bool transpose_b = false) =>
        TensorLike.InOneType(a, b, (x, y) => Ops.MatMul(x, y, transpose_a, transpose_b));

    /// <summary>The product of matrices (..., n, m) and vectors (..., m).</summary>
    [KerasExport("tf.linalg.matvec"), Operation("linalg.matvec")]
    internal static Tensor matvec(TensorLike a, TensorLike b) =>
        TensorLike.InOneType(a, b, static (x, y) => Ops.Squeeze(Ops.MatMul(x, Ops.ExpandDims(y, -1)), -1));

    /// <summary>Products summed over the last axes of a and the first of b.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="axes">How many axes.</param>
    [KerasExport("tf.tensordot"), Operation("tensordot")]
    internal static Tensor tensordot(TensorLike a, TensorLike b, int axes) => TensorLike.InOneType(a, b, (x, y) =>
        TensorDot(x, y, [.. Enumerable.Range(x.Rank - axes, axes)], [.. Enumerable.Range(0, axes)]));

    /// <summary>Products summed over axes of a and as many of b.</summary>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second factor.</param>
    /// <param name="axes">The axes of each: <c>[[1], [0]]</c>.</param>
    /// <exception cref="ValueError">axes are not two lists of equal length.</exception>
    [KerasExport("tf.tensordot"), Operation("tensordot")]
    internal static Tensor tensordot(TensorLike a, TensorLike b, int[][] axes)
    {
        if (axes.Length != 2 || axes[0].Length != axes[1].Length)
            throw new ValueError("`axes` must be two lists of axes of equal length.", nameof(axes));
        return TensorLike.InOneType(a, b, (x, y) =>
            TensorDot(x, y, Array.ConvertAll(axes[0], x.Shape.Axis), Array.ConvertAll(axes[1], y.Shape.Axis)));
    }

    /// <summary>Einstein's summation over two operands: <c>tf.einsum("abc,acd->abd", x, y)</c>.</summary>
    [KerasExport("tf.einsum", "tf.linalg.einsum"), Operation("einsum")]
    internal static Tensor einsum(string equation, TensorLike a, TensorLike b) =>
        TensorLike.InOneType(a, b, (x, y) => Ops.Einsum(equation, x, y));

    /// <summary>The square root of the sum of the squares of all elements of all tensors, those that are null left out.</summary>
    /// <param name="t_list">The tensors, gradients for example.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    /// <exception cref="ValueError">There is no tensor.</exception>
    [KerasExport("tf.linalg.global_norm")]
    public static Tensor global_norm(IEnumerable<Gradient?> t_list, string? name = null)
    {
        Gradient[] given = [.. t_list.OfType<Gradient>()];
        if (given.Length == 0) throw new ValueError("`t_list` should be a sequence of tensors. Received: no tensor", nameof(t_list));
        return Ops.Sqrt(given.Select(gradient => Ops.Sum(Ops.Square(Numbers(gradient)))).Aggregate(Ops.Add));
    }

    /// <summary>Tensors multiplied by clip_norm / max(global norm, clip_norm), so that their common norm is at most clip_norm.</summary>
    /// <param name="t_list">The tensors, gradients for example; sparse ones stay sparse, null stays null.</param>
    /// <param name="clip_norm">The largest common norm.</param>
    /// <param name="use_norm">Their common norm, where it is known already.</param>
    /// <param name="name">Name of the operation; accepted for ported scripts, without effect.</param>
    /// <returns>The tensors, and the common norm they had. A norm that is not finite makes all of them nan.</returns>
    [KerasExport("tf.clip_by_global_norm")]
    public static (Gradient[] list_clipped, Tensor global_norm) clip_by_global_norm(
        IEnumerable<Gradient?> t_list, TensorLike clip_norm, Tensor? use_norm = null, string? name = null)
    {
        Gradient?[] given = [.. t_list];
        var norm = use_norm ?? global_norm(given);
        var limit = clip_norm.ToTensor(norm.DType);
        var scale = limit * Ops.Minimum(1.0 / norm, 1.0 / limit) + (norm - norm);
        return (Array.ConvertAll(given, gradient => gradient is null ? gradient! : Scaled(gradient, scale)), norm);
    }

    private static Tensor Numbers(Gradient gradient) => gradient.Slices?.Values ?? gradient.ToDense();

    private static Gradient Scaled(Gradient gradient, Tensor scale)
    {
        var numbers = Numbers(gradient);
        numbers *= Ops.Cast(scale, numbers.DType);
        return gradient.Slices is { } slices ? new IndexedSlices(numbers, slices.Indices, slices.DenseShape, slices.IsUnique) : numbers;
    }

    private static Tensor TensorDot(Tensor a, Tensor b, int[] first, int[] second)
    {
        int[] restA = [.. Enumerable.Range(0, a.Rank).Except(first)], restB = [.. Enumerable.Range(0, b.Rank).Except(second)];
        Shape Of(Shape shape, int[] axes) => Shape.Of(Array.ConvertAll(axes, axis => shape.Dims[axis]));
        int Size(Shape shape, int[] axes) => checked((int)Of(shape, axes).Length);
        var rows = Ops.Reshape(Ops.Transpose(a, [.. restA, .. first]), Shape.Of(Size(a.Shape, restA), Size(a.Shape, first)));
        var columns = Ops.Reshape(Ops.Transpose(b, [.. second, .. restB]), Shape.Of(Size(b.Shape, second), Size(b.Shape, restB)));
        return Ops.Reshape(Ops.MatMul(rows, columns), Of(a.Shape, restA).Concat(Of(b.Shape, restB)));
    }
}

using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: products of matrices.</summary>
public static class ProductFunctions
{
    /// <summary>
    /// The product over the last axis of x and the last but one of y: (batch, n)·(n, m) gives (batch, m), (a, b, n)·(c, n, d) gives
    /// (a, b, c, d).
    /// </summary>
    /// <exception cref="ValueError">The sizes differ.</exception>
    [KerasExport("keras.backend.dot")]
    public static Tensor dot(TensorLike x, TensorLike y)
    {
        var (a, b) = TensorLike.Pair(x, y);
        if (a.Rank <= 2 && b.Rank <= 2) return MatMul(a, b);
        var rows = Symbolic.Lift("tf.reshape", [a], static t => Ops.Reshape(t[0], Shape.Of(Shape.Unknown, t[0].Shape.Dim(-1))));
        var columns = b.Rank == 2 ? b : Symbolic.Lift("tf.reshape", [Symbolic.Lift("tf.compat.v1.transpose", [b], static t => SummedFirst(t[0]))],
            static t => Ops.Reshape(t[0], Shape.Of(t[0].Shape.Dim(0), Shape.Unknown)));
        return Symbolic.Lift("tf.reshape", [MatMul(rows, columns), a, b], static t => Ops.Reshape(t[0], DotShape(t[1].Shape, t[2].Shape)));
    }

    /// <summary>Dot products between the samples of two tensors, along an axis of each, as the layer Dot makes them.</summary>
    /// <param name="x">(batch, ...).</param>
    /// <param name="y">(batch, ...).</param>
    /// <param name="axes">The axis of both, or one for each; the last of x and the last but one of y (the last of two) unless given.</param>
    /// <exception cref="ValueError">The axes do not fit.</exception>
    [KerasExport("keras.backend.batch_dot")]
    public static Tensor batch_dot(TensorLike x, TensorLike y, AxesLike axes = default)
    {
        var (a, b) = TensorLike.Pair(x, y);
        if (a.Rank < 2 || b.Rank < 2)
            throw new ValueError($"Cannot do batch_dot on inputs with rank < 2. Received inputs with tf.shapes {a.Shape} and {b.Shape}.", nameof(x));
        var (first, second) = axes.IsGiven ? (a.Shape.Axis(axes[0]), b.Shape.Axis(axes[^1])) : (a.Rank - 1, b.Rank == 2 ? 1 : b.Rank - 2);
        if (first == 0 || second == 0)
            throw new ValueError(
                "Cannot perform batch_dot over axis 0. If your inputs are not batched, add a dummy batch dimension to your inputs using K.expand_dims(x, 0)", nameof(axes));
        if (a.Shape[first] is { } p && b.Shape[second] is { } q && p != q)
            throw new ValueError(FormattableString.Invariant(
                $"Cannot do batch_dot on inputs with shapes {a.Shape} and {b.Shape} with axes=[{first}, {second}]. x.shape[{first}] != y.shape[{second}] ({p} != {q})."), nameof(axes));
        return Symbolic.Lift("tf.linalg.matmul", [a, b], t => Dot.Products(t[0], t[1], first, second));
    }

    private static Tensor MatMul(Tensor a, Tensor b) => Symbolic.Lift("tf.linalg.matmul", [a, b], static t => Ops.MatMul(t[0], t[1]));

    private static Tensor SummedFirst(Tensor y) => Ops.Transpose(y, [y.Rank - 2, .. Enumerable.Range(0, y.Rank - 2), y.Rank - 1]);

    private static Shape DotShape(Shape x, Shape y) => x.Range(0, x.Rank - 1).Concat(y.Range(0, y.Rank - 2)).Concat(Shape.Of(y.Dim(-1)));
}

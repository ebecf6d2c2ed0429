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
        if (a.Rank <= 2 && b.Rank <= 2) return tf.linalg.matmul(a, b);
        var summed = b.Shape.Dim(-2);
        var rows = tf.reshape(a, (-1, a.Shape.Dim(-1)));
        var columns = b.Rank == 2
            ? b
            : tf.reshape(tf.transpose(b, [b.Rank - 2, .. Enumerable.Range(0, b.Rank - 2), b.Rank - 1]), (summed, -1));
        return tf.reshape(
            tf.linalg.matmul(rows, columns), ShapeLike.Create([.. Sizes(a, a.Rank - 1), .. Sizes(b, b.Rank - 2), b.Shape.Dim(-1)]));
    }

    /// <summary>The first sizes of a tensor, those that are open as tensors.</summary>
    private static IEnumerable<SizeLike> Sizes(Tensor x, int count)
    {
        var sizes = x.Shape.Dims[..count].ToArray();
        if (!sizes.Contains(Shape.Unknown)) return sizes.Select(size => (SizeLike)size);
        return tf.unstack(tf.shape(x), x.Rank).Take(count)
            .Select((size, axis) => sizes[axis] == Shape.Unknown ? size : (SizeLike)sizes[axis]);
    }

    /// <summary>Dot products between the samples of two tensors, along an axis of each, as the layer Dot makes them.</summary>
    /// <param name="x">(batch, ...).</param>
    /// <param name="y">(batch, ...).</param>
    /// <param name="axes">The axis of both, or one for each; the last of x and the last but one of y (the last of two) unless
    /// given.</param>
    /// <exception cref="ValueError">The axes do not fit.</exception>
    [KerasExport("keras.backend.batch_dot"), Operation("keras.backend.batch_dot")]
    internal static Tensor batch_dot(TensorLike x, TensorLike y, AxesLike axes = default)
    {
        var (a, b) = TensorLike.Pair(x, y);
        if (a.Rank < 2 || b.Rank < 2)
            throw new ValueError(
                $"Cannot do batch_dot on inputs with rank < 2. Received inputs with tf.shapes {a.Shape} and {b.Shape}.", nameof(x));
        var (first, second) = axes.IsGiven ? (a.Shape.Axis(axes[0]), b.Shape.Axis(axes[^1])) : (a.Rank - 1, b.Rank == 2 ? 1 : b.Rank - 2);
        if (first == 0 || second == 0)
            throw new ValueError(
                "Cannot perform batch_dot over axis 0. If your inputs are not batched, add a dummy batch dimension to your inputs using "
                + "K.expand_dims(x, 0)", nameof(axes));
        if (a.Shape[first] is { } p && b.Shape[second] is { } q && p != q)
            throw new ValueError(
                $"Cannot do batch_dot on inputs with shapes {a.Shape} and {b.Shape} with axes=[{first}, {second}]. x.shape[{first}] != "
                + $"y.shape[{second}] ({p} != {q}).", nameof(axes));
        return Dot.Products(a, b, first, second);
    }
}

namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// The matrix product over the last two axes, either factor transposed on request; leading axes are broadcast.
    /// For y = a·b: da = dy·bᵀ, db = aᵀ·dy.
    /// </summary>
    /// <exception cref="ArgumentException">The inner sizes differ.</exception>
    public static Tensor MatMul(Tensor a, Tensor b, bool transpose_a = false, bool transpose_b = false)
    {
        (a, b) = Promote(a, b);
        if (a.Rank < 2 || b.Rank < 2 || a.Shape.Dim(transpose_a ? -2 : -1) != b.Shape.Dim(transpose_b ? -1 : -2))
            throw new ArgumentException(
                $"Matrix size-incompatible: {a.Shape}{(transpose_a ? " transposed" : "")} and {b.Shape}{(transpose_b ? " transposed" : "")} cannot be multiplied.");
        if (a.Rank != 2 || b.Rank != 2) (a, b) = EqualBatches(a, b);
        var shape = a.Shape.Range(0, a.Rank - 2).Concat(Shape.Of(a.Shape.Dim(transpose_a ? -1 : -2), b.Shape.Dim(transpose_b ? -2 : -1)));
        var y = Tensor.Empty(shape, a.DType);
        Backend.MatMul(a, transpose_a, b, transpose_b, y);
        Tensor p = a, q = b;
        return GradientTape.Record(y,
            (p, dy => transpose_a ? MatMul(q, dy, transpose_b, true) : MatMul(dy, q, false, !transpose_b)),
            (q, dy => transpose_b ? MatMul(dy, p, true, transpose_a) : MatMul(p, dy, !transpose_a, false)));
    }

    /// <summary>x·kernel over x's last axis: (..., n)·(n, m) gives (..., m).</summary>
    public static Tensor Dot(Tensor x, Tensor kernel)
    {
        if (x.Rank == 2) return MatMul(x, kernel);
        var rows = Reshape(x, Shape.Of(Shape.Unknown, x.Shape.Dim(-1)));
        return Reshape(MatMul(rows, kernel), x.Shape.With(-1, kernel.Shape.Dims[1]));
    }

    private static (Tensor, Tensor) EqualBatches(Tensor a, Tensor b)
    {
        var batch = BroadcastShape(a.Shape.Range(0, a.Rank - 2), b.Shape.Range(0, b.Rank - 2));
        return (BroadcastTo(a, batch.Concat(a.Shape.Range(a.Rank - 2, a.Rank))), BroadcastTo(b, batch.Concat(b.Shape.Range(b.Rank - 2, b.Rank))));
    }
}

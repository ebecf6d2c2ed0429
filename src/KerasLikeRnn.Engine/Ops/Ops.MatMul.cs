namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// The matrix product over the last two axes, either factor transposed on request; leading axes are broadcast.
    /// For y = a·b: da = dy·bᵀ, db = aᵀ·dy.
    /// </summary>
    /// <exception cref="ValueError">The inner sizes differ.</exception>
    public static Tensor MatMul(Tensor a, Tensor b, bool transpose_a = false, bool transpose_b = false)
    {
        (a, b) = Promote(a, b);
        if (a.DType.IsHalf()) return Cast(MatMul(Wide(a), Wide(b), transpose_a, transpose_b), a.DType);
        if (a.Rank < 2 || b.Rank < 2 || a.Shape.Dim(transpose_a ? -2 : -1) != b.Shape.Dim(transpose_b ? -1 : -2))
            throw new ValueError(
                $"Matrix size-incompatible: {a.Shape}{(transpose_a ? " transposed" : "")} "
                + $"and {b.Shape}{(transpose_b ? " transposed" : "")} cannot be multiplied.");
        if (a.Rank != 2 || b.Rank != 2) (a, b) = EqualBatches(a, b);
        var shape = Shape.Of(a.Shape.Dim(transpose_a ? -1 : -2), b.Shape.Dim(transpose_b ? -2 : -1));
        if (a.Rank > 2) shape = a.Shape.Range(0, a.Rank - 2).Concat(shape);
        var y = Tensor.Empty(shape, a.DType);
        Backend.MatMul(a, transpose_a, b, transpose_b, y);
        Tensor p = a, q = b;
        return GradientTape.Record(y,
            (p, dy => transpose_a ? MatMul(q, dy, transpose_b, true) : MatMul(dy, q, false, !transpose_b)),
            (q, dy => transpose_b ? MatMul(dy, p, true, transpose_a) : MatMul(p, dy, !transpose_a, false)));
    }

    /// <summary>x·kernel over x's last axis: (..., n)·(n, m) gives (..., m).</summary>
    /// <exception cref="ValueError">The inner sizes differ, or the kernel is no matrix.</exception>
    public static Tensor Dot(Tensor x, Tensor kernel)
    {
        if (x.Rank == 2) return MatMul(x, kernel);
        if (x.Rank == 0 || kernel.Rank != 2 || x.Shape.Dim(-1) != kernel.Shape.Dims[0])
            throw new ValueError($"Matrix size-incompatible: {x.Shape} and {kernel.Shape} cannot be multiplied.");
        var rows = Reshape(x, Shape.Of(Shape.Unknown, x.Shape.Dim(-1)));
        return Reshape(MatMul(rows, kernel), x.Shape.With(-1, kernel.Shape.Dims[1]));
    }

    /// <summary>x·kernel + bias over x's last axis: (..., n)·(n, m) + (m) gives (..., m). db is the sum of dy's rows.</summary>
    /// <exception cref="ValueError">Sizes or types differ.</exception>
    public static Tensor Linear(Tensor x, Tensor kernel, Tensor? bias)
    {
        NeedOneType("MatMul", x, kernel, bias);
        if (x.DType.IsHalf()) return Cast(Linear(Wide(x), Wide(kernel), Wide(bias)), x.DType);
        if (bias is null) return Dot(x, kernel);
        if (x.Rank == 0 || kernel.Rank != 2)
            throw new ValueError($"Matrix size-incompatible: {x.Shape} · {kernel.Shape} cannot be computed.");
        if (x.Rank != 2)
            return Reshape(
                Linear(Reshape(x, Shape.Of(Shape.Unknown, x.Shape.Dim(-1))), kernel, bias), x.Shape.With(-1, kernel.Shape.Dims[1]));
        if (x.Shape.Dims[1] != kernel.Shape.Dims[0] || bias.Length != kernel.Shape.Dims[1])
            throw new ValueError($"Matrix size-incompatible: {x.Shape} · {kernel.Shape} + {bias.Shape} cannot be computed.");
        var y = Tensor.Empty(Shape.Of(x.Shape.Dims[0], kernel.Shape.Dims[1]), x.DType);
        Backend.MatMul(x, false, kernel, false, y, bias);
        return GradientTape.Record(y,
            (x, dy => MatMul(dy, kernel, false, true)),
            (kernel, dy => MatMul(x, dy, true)),
            (bias, dy => Sum(dy, [0])));
    }

    /// <summary>
    /// Einstein's summation over two operands: for each axis a letter, axes of equal letters are multiplied, those missing in the
    /// result are summed. <c>ab,bc->ac</c> is the matrix product, <c>...x,xy->...y</c> the one over the last axis.
    /// </summary>
    /// <exception cref="ValueError">The equation is none, or does not fit the operands.</exception>
    public static Tensor Einsum(string equation, Tensor a, Tensor b) => KerasLikeRnn.Engine.Einsum.Compute(equation, a, b);

    private static (Tensor, Tensor) EqualBatches(Tensor a, Tensor b)
    {
        var batch = TryBroadcast(a.Shape.Range(0, a.Rank - 2), b.Shape.Range(0, b.Rank - 2)) ?? throw new ValueError(
            $"The factors of a matrix product must have compatible batch dimensions: {a.Shape} vs. {b.Shape}.");
        return (
            BroadcastTo(a, batch.Concat(a.Shape.Range(a.Rank - 2, a.Rank))),
            BroadcastTo(b, batch.Concat(b.Shape.Range(b.Rank - 2, b.Rank))));
    }
}

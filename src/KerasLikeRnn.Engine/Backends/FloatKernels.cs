namespace KerasLikeRnn.Engine;

/// <summary>
/// The kernels of floats that an engine has by default: each the formula that stands at the method of <see cref="Backend"/> of its name,
/// which has checked the tensors, made of the engine's own few kernels. An engine overrides what it can do faster.
/// </summary>
/// <param name="backend">The engine that computes.</param>
public partial class FloatKernels(Backend backend)
{
    /// <summary>The engine that computes, in whose memory all that is needed in between lies.</summary>
    protected Backend Backend { get; } = backend;

    public virtual void Softmax(bool logarithm, Tensor x, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var z = Of(x) - Of(x).Reduced(ReduceOp.Maximum, x.Rank - 1);
        var e = z.Of(UnaryOp.Exp);
        var sum = e.Reduced(ReduceOp.Sum, x.Rank - 1);
        (logarithm ? z - sum.Of(UnaryOp.Log) : e / sum).To(y);
    }

    public virtual void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product)
    {
        using var scratch = MemoryScope.OfThread();
        var centered = Columns(x) - Of(mean);
        var w = weights is null ? centered : Columns(weights);
        (w * centered).Reduced(ReduceOp.Sum, 0).To(product);
        if (sum is not null) w.Reduced(ReduceOp.Sum, 0).To(sum);
    }

    public virtual void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        var scaled = (Columns(x) - Of(mean)) * Of(factor) + Of(shift);
        (weights is null ? scaled : scaled + Columns(weights) * Of(weightFactor!)).To(y);
    }

    private Term Of(Tensor x) => new(Backend, x);

    private Term Of<T>(T[] values, params ReadOnlySpan<int> sizes) where T : unmanaged =>
        new(Backend, Backend.From<T>(values, Shape.Of(sizes)));

    /// <summary>Seen as (rows, columns of its last axis).</summary>
    private Term Columns(Tensor x)
    {
        var width = x.Shape.Dim(-1);
        return Of(x).As((int)(x.Length / Math.Max(width, 1)), width);
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>eˣ / Σeˣ along an axis, or over several together. Masked elements get 0. The output has the input's shape.</summary>
/// <param name="axis">The axis, or axes, along which the results add up to 1.</param>
[KerasExport("keras.layers.Softmax")]
public partial class Softmax(AxesLike axis = default, LayerOptions? options = null) : Layer(options)
{
    public AxesLike axis { get; } = axis.Or(-1);

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        if (Required.NotNull(context).mask is { } mask) x += (1 - Ops.Cast(mask, x.DType)) * -Masked(x.DType);
        return axis.Count == 1 ? Ops.Softmax(x, axis[0]) : Ops.Exp(x - LogSumExp(x, [.. axis]));
    }

    /// <summary>What scores that must not count are lowered by: the most there is in float16, in which 1e9 is infinite.</summary>
    internal static double Masked(DType dtype) => dtype == DType.Float16 ? (double)Half.MaxValue : 1e9;

    private static Tensor LogSumExp(Tensor x, int[] axes)
    {
        var largest = Ops.StopGradient(Ops.Max(x, axes, keepdims: true));
        return Ops.Log(Ops.Sum(Ops.Exp(x - largest), axes, keepdims: true)) + largest;
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>eˣ / Σeˣ along an axis, or over several together. Masked elements get 0. The output has the input's shape.</summary>
/// <param name="axis">The axis, or axes, along which the results add up to 1.</param>
/// <param name="options">The arguments common to all layers.</param>
[KerasExport("keras.layers.Softmax")]
public sealed class Softmax(AxesLike axis = default, LayerOptions? options = null) : Layer(options)
{
    /// <summary>What masked scores are lowered by.</summary>
    private const double Masked = -1e9;

    public AxesLike axis { get; } = axis.Or(-1);

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        if (Required.NotNull(context).mask is { } mask) x += (1 - Ops.Cast(mask, x.DType)) * Masked;
        return axis.Count == 1 ? Ops.Softmax(x, axis[0]) : Ops.Exp(x - LogSumExp(x, [.. axis]));
    }

    private static Tensor LogSumExp(Tensor x, int[] axes)
    {
        var largest = Ops.StopGradient(Ops.Max(x, axes, keepdims: true));
        return Ops.Log(Ops.Sum(Ops.Exp(x - largest), axes, keepdims: true)) + largest;
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>The mean of each channel of sequences, over the time steps that a mask leaves.</summary>
/// <remarks>
/// Input (batch, steps, channels), or (batch, channels, steps) with channels_first; output (batch, channels), with keepdims
/// (batch, 1, channels) or (batch, channels, 1). A sequence without a step left gives nan.
/// </remarks>
[KerasExport("keras.layers.GlobalAveragePooling1D", "keras.layers.GlobalAvgPool1D")]
public partial class GlobalAveragePooling1D(
    string? data_format = "channels_last", bool keepdims = false, LayerOptions? options = null)
    : GlobalPooling(1, Ops.Mean, data_format, keepdims, options)
{
    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        if (Required.NotNull(context).mask is not { } mask) return base.call(inputs, context);
        var counts = Ops.ExpandDims(Ops.Cast(mask, x.DType), Axes[0] == 1 ? 2 : 1);
        return Ops.Divide(Ops.Sum(Ops.Multiply(x, counts), Axes, keepdims), Ops.Sum(counts, Axes, keepdims));
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => null;
}

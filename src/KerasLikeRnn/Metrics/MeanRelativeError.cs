namespace KerasLikeRnn.Metrics;

/// <summary>The mean of |y_true - y_pred| / normalizer, 0 where the normalizer is 0.</summary>
/// <param name="normalizer">The numbers that errors are divided by, one for each element of the last axis.</param>
[KerasExport("keras.metrics.MeanRelativeError")]
public partial class MeanRelativeError(IReadOnlyList<double> normalizer, MetricOptions? options = null) : Reduce(true, options)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        (y_true, y_pred) = Alignment.Squeeze(Ops.Cast(y_true, DType), Ops.Cast(y_pred, DType));
        Alignment.RequireEqual(y_true.Shape, y_pred.Shape);
        var divisor = Ops.Cast(Tensor.From<double>([.. normalizer]), DType);
        Accumulate(Ops.DivideNoNan(Ops.Abs(y_true - y_pred), divisor), sample_weight);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["normalizer"] = normalizer };
}

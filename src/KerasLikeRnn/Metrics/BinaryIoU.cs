namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union of yes-or-no predictions.</summary>
/// <param name="target_class_ids">The classes to average over; both by default.</param>
/// <param name="threshold">From it on a prediction means 1.</param>
[KerasExport("keras.metrics.BinaryIoU")]
public partial class BinaryIoU(IReadOnlyList<int>? target_class_ids = null, double threshold = 0.5, MetricOptions? options = null)
    : IoU(2, target_class_ids ?? [0, 1], options)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        y_pred = Ops.Cast(y_pred, DType);
        base.update_state(y_true, Ops.Compare(CompareOp.GreaterEqual, y_pred, Ops.Constant(threshold, DType)), sample_weight);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["target_class_ids"] = this.target_class_ids,
        ["threshold"] = threshold,
        ["name"] = name,
        ["dtype"] = dtype,
    };
}

namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union of one-hot targets and scores (..., classes).</summary>
[KerasExport("keras.metrics.OneHotIoU")]
public partial class OneHotIoU(int num_classes, IReadOnlyList<int> target_class_ids, MetricOptions? options = null)
    : IoU(num_classes, target_class_ids, options)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        base.update_state(Ops.ArgMax(y_true), Ops.ArgMax(y_pred), sample_weight);
    }
}

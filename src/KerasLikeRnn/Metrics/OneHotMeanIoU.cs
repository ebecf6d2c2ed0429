namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union of one-hot targets and scores (..., classes), averaged over all classes that occur.</summary>
[KerasExport("keras.metrics.OneHotMeanIoU")]
public partial class OneHotMeanIoU(int num_classes, MetricOptions? options = null) : MeanIoU(num_classes, options)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        base.update_state(Ops.ArgMax(y_true), Ops.ArgMax(y_pred), sample_weight);
    }
}

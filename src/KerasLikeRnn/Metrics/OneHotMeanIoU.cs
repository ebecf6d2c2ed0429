namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union of one-hot targets and scores (..., classes), averaged over all classes that occur.</summary>
/// <param name="num_classes">Number of classes.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.OneHotMeanIoU")]
public class OneHotMeanIoU(int num_classes, string? name = null, string? dtype = null)
    : MeanIoU(num_classes, name, dtype)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        base.update_state(Ops.ArgMax(y_true), Ops.ArgMax(y_pred), sample_weight);
    }
}

namespace KerasLikeRnn.Metrics;

/// <summary>The best recall at a threshold whose precision is at least the given one.</summary>
/// <param name="precision">The least precision, 0 to 1.</param>
/// <exception cref="ValueError">An argument is out of its range.</exception>
[KerasExport("keras.metrics.RecallAtPrecision")]
public partial class RecallAtPrecision(
    double precision, int num_thresholds = 200, int? class_id = null, MetricOptions? options = null)
    : SensitivitySpecificityBase(precision, "precision", num_thresholds, class_id, options)
{
    /// <inheritdoc/>
    public override Tensor result() => Best(Precisions, Sensitivities);
}

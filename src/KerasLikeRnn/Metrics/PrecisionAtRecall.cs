namespace KerasLikeRnn.Metrics;

/// <summary>The best precision at a threshold whose recall is at least the given one.</summary>
/// <param name="recall">The least recall, 0 to 1.</param>
/// <exception cref="ValueError">An argument is out of its range.</exception>
[KerasExport("keras.metrics.PrecisionAtRecall")]
public partial class PrecisionAtRecall(double recall, int num_thresholds = 200, int? class_id = null, MetricOptions? options = null)
    : SensitivitySpecificityBase(recall, "recall", num_thresholds, class_id, options)
{
    /// <inheritdoc/>
    public override Tensor result() => Best(Sensitivities, Precisions);
}

namespace KerasLikeRnn.Metrics;

/// <summary>The best sensitivity (recall) at a threshold whose specificity is at least the given one.</summary>
/// <param name="specificity">The least specificity, 0 to 1.</param>
/// <exception cref="ValueError">An argument is out of its range.</exception>
[KerasExport("keras.metrics.SensitivityAtSpecificity")]
public partial class SensitivityAtSpecificity(
    double specificity, int num_thresholds = 200, int? class_id = null, MetricOptions? options = null)
    : SensitivitySpecificityBase(specificity, "specificity", num_thresholds, class_id, options)
{
    /// <inheritdoc/>
    public override Tensor result() => Best(Specificities, Sensitivities);
}

namespace KerasLikeRnn.Metrics;

/// <summary>The best specificity at a threshold whose sensitivity (recall) is at least the given one.</summary>
/// <param name="sensitivity">The least sensitivity, 0 to 1.</param>
/// <exception cref="ValueError">An argument is out of its range.</exception>
[KerasExport("keras.metrics.SpecificityAtSensitivity")]
public partial class SpecificityAtSensitivity(
    double sensitivity, int num_thresholds = 200, int? class_id = null, MetricOptions? options = null)
    : SensitivitySpecificityBase(sensitivity, "sensitivity", num_thresholds, class_id, options)
{
    /// <inheritdoc/>
    public override Tensor result() => Best(Sensitivities, Specificities);
}

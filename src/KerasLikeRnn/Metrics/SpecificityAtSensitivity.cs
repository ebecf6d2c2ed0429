namespace KerasLikeRnn.Metrics;

/// <summary>The best specificity at a threshold whose sensitivity (recall) is at least the given one.</summary>
/// <param name="sensitivity">The least sensitivity, 0 to 1.</param>
/// <param name="num_thresholds">Number of thresholds, evenly from 0 to 1.</param>
/// <param name="class_id">The only class to look at; null for all.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
/// <exception cref="ValueError">An argument is out of its range.</exception>
[KerasExport("keras.metrics.SpecificityAtSensitivity")]
public class SpecificityAtSensitivity(
    double sensitivity, int num_thresholds = 200, int? class_id = null, string? name = null, string? dtype = null)
    : SensitivitySpecificityBase(sensitivity, "sensitivity", num_thresholds, class_id, name, dtype)
{
    /// <inheritdoc/>
    public override Tensor result() => Best(Sensitivities, Specificities);
}

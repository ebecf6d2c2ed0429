namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions at or below the threshold whose label is true.</summary>
/// <param name="thresholds">One threshold or several, 0.5 by default.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.FalseNegatives")]
public class FalseNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : ConditionCount(batch => batch.FalseNegatives, thresholds, name, dtype);

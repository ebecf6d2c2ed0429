namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions above the threshold whose label is false.</summary>
/// <param name="thresholds">One threshold or several, 0.5 by default.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.FalsePositives")]
public class FalsePositives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : ConditionCount(batch => batch.FalsePositives, thresholds, name, dtype);

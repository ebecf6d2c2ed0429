namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions at or below the threshold whose label is true.</summary>
[KerasExport("keras.metrics.FalseNegatives")]
public partial class FalseNegatives(Thresholds? thresholds = null, MetricOptions? options = null)
    : ConditionCount(batch => batch.FalseNegatives, thresholds, options);

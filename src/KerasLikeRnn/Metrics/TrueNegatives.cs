namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions at or below the threshold whose label is false.</summary>
[KerasExport("keras.metrics.TrueNegatives")]
public partial class TrueNegatives(Thresholds? thresholds = null, MetricOptions? options = null)
    : ConditionCount(batch => batch.TrueNegatives, thresholds, options);

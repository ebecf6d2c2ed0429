namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions above the threshold whose label is false.</summary>
[KerasExport("keras.metrics.FalsePositives")]
public partial class FalsePositives(Thresholds? thresholds = null, MetricOptions? options = null)
    : ConditionCount(batch => batch.FalsePositives, thresholds, options);

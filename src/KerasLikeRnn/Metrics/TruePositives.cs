namespace KerasLikeRnn.Metrics;

/// <summary>Number of predictions above the threshold whose label is true.</summary>
[KerasExport("keras.metrics.TruePositives")]
public partial class TruePositives(Thresholds? thresholds = null, MetricOptions? options = null)
    : ConditionCount(batch => batch.TruePositives, thresholds, options);

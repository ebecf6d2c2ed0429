namespace KerasLikeRnn.Metrics;

/// <summary>The part of the positive predictions whose label is true: true positives / (true + false positives).</summary>
/// <exception cref="ValueError">A threshold is not between 0 and 1.</exception>
[KerasExport("keras.metrics.Precision")]
public partial class Precision(Thresholds? thresholds = null, int? top_k = null, int? class_id = null, MetricOptions? options = null)
    : ShareOfPositives("false_positives", batch => batch.FalsePositives, thresholds, top_k, class_id, options);

namespace KerasLikeRnn.Metrics;

/// <summary>The part of the true labels that are predicted positive: true positives / (true positives + false negatives).</summary>
/// <exception cref="ValueError">A threshold is not between 0 and 1.</exception>
[KerasExport("keras.metrics.Recall")]
public partial class Recall(Thresholds? thresholds = null, int? top_k = null, int? class_id = null, MetricOptions? options = null)
    : ShareOfPositives("false_negatives", batch => batch.FalseNegatives, thresholds, top_k, class_id, options);

namespace KerasLikeRnn.Metrics;

/// <summary>The part of the positive predictions whose label is true: true positives / (true + false positives).</summary>
/// <param name="thresholds">One threshold or several; 0.5 by default, none with <paramref name="top_k"/>.</param>
/// <param name="top_k">How many of a sample's best predictions can be positive; null for all.</param>
/// <param name="class_id">The only class to look at; null for all.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
/// <exception cref="ValueError">A threshold is not between 0 and 1.</exception>
[KerasExport("keras.metrics.Precision")]
public class Precision(
    Thresholds? thresholds = null, int? top_k = null, int? class_id = null, string? name = null, string? dtype = null)
    : ShareOfPositives("false_positives", batch => batch.FalsePositives, thresholds, top_k, class_id, name, dtype);

namespace KerasLikeRnn.Metrics;

/// <summary>How often yes-or-no predictions are on the side of their targets.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
/// <param name="threshold">Above it a prediction means 1.</param>
[KerasExport("keras.metrics.BinaryAccuracy")]
public class BinaryAccuracy(string? name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
    : MeanMetricWrapper((y_true, y_pred) => MetricFunctions.BinaryMatches(y_true, y_pred, threshold), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["threshold"] = threshold };
}

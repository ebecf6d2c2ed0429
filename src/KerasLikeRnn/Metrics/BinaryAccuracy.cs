namespace KerasLikeRnn.Metrics;

/// <summary>How often yes-or-no predictions are on the side of their targets.</summary>
/// <param name="threshold">Above it a prediction means 1.</param>
[KerasExport("keras.metrics.BinaryAccuracy"), KerasDefault("name", "binary_accuracy")]
public partial class BinaryAccuracy(MetricOptions? options = null, double threshold = 0.5)
    : MeanMetricWrapper((y_true, y_pred) => MetricFunctions.BinaryMatches(y_true, y_pred, threshold), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["threshold"] = threshold };
}

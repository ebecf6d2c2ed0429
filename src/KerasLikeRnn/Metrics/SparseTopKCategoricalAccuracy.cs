namespace KerasLikeRnn.Metrics;

/// <summary>How often the true class, whose number is given, is among the k best.</summary>
/// <param name="k">How many of the best classes count as a hit.</param>
[KerasExport("keras.metrics.SparseTopKCategoricalAccuracy"), KerasDefault("name", "sparse_top_k_categorical_accuracy")]
public partial class SparseTopKCategoricalAccuracy(int k = 5, MetricOptions? options = null)
    : MeanMetricWrapper((y_true, y_pred) => MetricFunctions.TopKMatches(y_true, y_pred, k), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["k"] = k };
}

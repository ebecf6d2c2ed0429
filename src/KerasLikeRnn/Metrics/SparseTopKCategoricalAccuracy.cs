namespace KerasLikeRnn.Metrics;

/// <summary>How often the true class, whose number is given, is among the k best.</summary>
/// <param name="k">How many of the best classes count as a hit.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.SparseTopKCategoricalAccuracy")]
public class SparseTopKCategoricalAccuracy(int k = 5, string? name = "sparse_top_k_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper((y_true, y_pred) => MetricFunctions.TopKMatches(y_true, y_pred, k), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["k"] = k };
}

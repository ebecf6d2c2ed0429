namespace KerasLikeRnn.Metrics;

/// <summary>How often the true class (one-hot) is among the k best.</summary>
/// <param name="k">How many of the best classes count as a hit.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.TopKCategoricalAccuracy")]
public class TopKCategoricalAccuracy(int k = 5, string? name = "top_k_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper((y_true, y_pred) => MetricFunctions.top_k_categorical_accuracy(y_true, y_pred, k), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["k"] = k };
}

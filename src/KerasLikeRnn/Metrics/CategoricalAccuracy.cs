namespace KerasLikeRnn.Metrics;

/// <summary>How often the largest score is at the largest target (one-hot).</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.CategoricalAccuracy")]
public class CategoricalAccuracy(string? name = "categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricFunctions.categorical_accuracy.Invoke, name, dtype);

namespace KerasLikeRnn.Metrics;

/// <summary>How often predictions equal targets.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.Accuracy")]
public class Accuracy(string? name = "accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricFunctions.accuracy.Invoke, name, dtype);

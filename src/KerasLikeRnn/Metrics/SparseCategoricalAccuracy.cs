namespace KerasLikeRnn.Metrics;

/// <summary>How often the largest score is that of the true class, whose number is given.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.SparseCategoricalAccuracy")]
public class SparseCategoricalAccuracy(string? name = "sparse_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricFunctions.SparseMatches, name, dtype);

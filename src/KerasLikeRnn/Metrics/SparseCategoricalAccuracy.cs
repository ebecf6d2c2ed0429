namespace KerasLikeRnn.Metrics;

/// <summary>How often the largest score is that of the true class, whose number is given.</summary>
[KerasExport("keras.metrics.SparseCategoricalAccuracy"), KerasDefault("name", "sparse_categorical_accuracy")]
public partial class SparseCategoricalAccuracy(MetricOptions? options = null)
    : MeanMetricWrapper(MetricFunctions.SparseMatches, options);

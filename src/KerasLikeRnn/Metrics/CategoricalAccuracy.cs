namespace KerasLikeRnn.Metrics;

/// <summary>How often the largest score is at the largest target (one-hot).</summary>
[KerasExport("keras.metrics.CategoricalAccuracy"), KerasDefault("name", "categorical_accuracy")]
public partial class CategoricalAccuracy(MetricOptions? options = null)
    : MeanMetricWrapper(MetricFunctions.categorical_accuracy.Invoke, options);

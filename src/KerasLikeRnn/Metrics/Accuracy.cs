namespace KerasLikeRnn.Metrics;

/// <summary>How often predictions equal targets.</summary>
[KerasExport("keras.metrics.Accuracy"), KerasDefault("name", "accuracy")]
public partial class Accuracy(MetricOptions? options = null) : MeanMetricWrapper(MetricFunctions.accuracy.Invoke, options);

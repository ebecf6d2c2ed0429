namespace KerasLikeRnn.Metrics;

/// <summary>How often predictions equal targets.</summary>
[KerasExport("keras.metrics.Accuracy"), KerasDefault("name", "accuracy")]
public sealed partial class Accuracy(MetricOptions? options = null) : MeanMetricWrapper(MetricFunctions.Accuracy, options);

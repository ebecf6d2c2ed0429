namespace KerasLikeRnn.Metrics;

/// <summary>The mean of max(1 - y_true y_pred, 0).</summary>
[KerasExport("keras.metrics.Hinge"), KerasDefault("name", "hinge")]
public partial class Hinge(MetricOptions? options = null) : MeanMetricWrapper(LossFunctions.hinge.Invoke, options);

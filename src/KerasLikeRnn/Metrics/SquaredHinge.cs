namespace KerasLikeRnn.Metrics;

/// <summary>The mean of max(1 - y_true y_pred, 0) squared.</summary>
[KerasExport("keras.metrics.SquaredHinge"), KerasDefault("name", "squared_hinge")]
public partial class SquaredHinge(MetricOptions? options = null) : MeanMetricWrapper(LossFunctions.squared_hinge.Invoke, options);

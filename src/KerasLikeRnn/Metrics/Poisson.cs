namespace KerasLikeRnn.Metrics;

/// <summary>The mean of y_pred - y_true ln y_pred.</summary>
[KerasExport("keras.metrics.Poisson"), KerasDefault("name", "poisson")]
public partial class Poisson(MetricOptions? options = null) : MeanMetricWrapper(LossFunctions.poisson.Invoke, options);

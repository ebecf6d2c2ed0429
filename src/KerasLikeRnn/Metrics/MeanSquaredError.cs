namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the squared errors.</summary>
[KerasExport("keras.metrics.MeanSquaredError"), KerasDefault("name", "mean_squared_error")]
public partial class MeanSquaredError(MetricOptions? options = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_error.Invoke, options);

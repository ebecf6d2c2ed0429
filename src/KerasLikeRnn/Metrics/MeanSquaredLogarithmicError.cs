namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the squared differences of ln(1 + y).</summary>
[KerasExport("keras.metrics.MeanSquaredLogarithmicError"), KerasDefault("name", "mean_squared_logarithmic_error")]
public partial class MeanSquaredLogarithmicError(MetricOptions? options = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_logarithmic_error.Invoke, options);

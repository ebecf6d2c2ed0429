namespace KerasLikeRnn.Metrics;

/// <summary>The mean of ln cosh of the errors.</summary>
[KerasExport("keras.metrics.LogCoshError"), KerasDefault("name", "logcosh")]
public partial class LogCoshError(MetricOptions? options = null) : MeanMetricWrapper(LossFunctions.log_cosh.Invoke, options);

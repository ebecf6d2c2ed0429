namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the absolute errors.</summary>
[KerasExport("keras.metrics.MeanAbsoluteError"), KerasDefault("name", "mean_absolute_error")]
public partial class MeanAbsoluteError(MetricOptions? options = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_error.Invoke, options);

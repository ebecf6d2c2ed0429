namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the absolute errors in percent of the targets.</summary>
[KerasExport("keras.metrics.MeanAbsolutePercentageError"), KerasDefault("name", "mean_absolute_percentage_error")]
public partial class MeanAbsolutePercentageError(MetricOptions? options = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_percentage_error.Invoke, options);

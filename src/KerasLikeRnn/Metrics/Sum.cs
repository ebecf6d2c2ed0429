namespace KerasLikeRnn.Metrics;

/// <summary>The weighted sum of values.</summary>
[KerasExport("keras.metrics.Sum"), KerasDefault("name", "sum")]
public partial class Sum(MetricOptions? options = null) : ReduceValues(false, options);

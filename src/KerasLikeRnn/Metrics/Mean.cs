namespace KerasLikeRnn.Metrics;

/// <summary>The weighted mean of values.</summary>
[KerasExport("keras.metrics.Mean"), KerasDefault("name", "mean")]
public partial class Mean(MetricOptions? options = null) : ReduceValues(true, options);

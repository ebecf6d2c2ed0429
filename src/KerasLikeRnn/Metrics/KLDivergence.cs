namespace KerasLikeRnn.Metrics;

/// <summary>The Kullback-Leibler divergence, sum y_true ln(y_true / y_pred).</summary>
[KerasExport("keras.metrics.KLDivergence"), KerasDefault("name", "kullback_leibler_divergence")]
public partial class KLDivergence(MetricOptions? options = null) : MeanMetricWrapper(LossFunctions.kl_divergence.Invoke, options);

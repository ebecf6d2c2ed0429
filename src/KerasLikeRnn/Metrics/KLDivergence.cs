namespace KerasLikeRnn.Metrics;

/// <summary>The Kullback-Leibler divergence, sum y_true ln(y_true / y_pred).</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.KLDivergence")]
public class KLDivergence(string? name = "kullback_leibler_divergence", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.kl_divergence.Invoke, name, dtype);

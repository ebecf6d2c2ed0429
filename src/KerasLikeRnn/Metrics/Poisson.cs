namespace KerasLikeRnn.Metrics;

/// <summary>The mean of y_pred - y_true ln y_pred.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.Poisson")]
public class Poisson(string? name = "poisson", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.poisson.Invoke, name, dtype);

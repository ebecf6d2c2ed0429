namespace KerasLikeRnn.Metrics;

/// <summary>The mean of max(1 - y_true y_pred, 0).</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.Hinge")]
public class Hinge(string? name = "hinge", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.hinge.Invoke, name, dtype);

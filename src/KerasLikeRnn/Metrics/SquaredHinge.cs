namespace KerasLikeRnn.Metrics;

/// <summary>The mean of max(1 - y_true y_pred, 0) squared.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.SquaredHinge")]
public class SquaredHinge(string? name = "squared_hinge", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.squared_hinge.Invoke, name, dtype);

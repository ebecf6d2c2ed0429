namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the squared errors.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.MeanSquaredError")]
public class MeanSquaredError(string? name = "mean_squared_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_error.Invoke, name, dtype);

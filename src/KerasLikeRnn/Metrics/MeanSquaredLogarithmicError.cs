namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the squared differences of ln(1 + y).</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.MeanSquaredLogarithmicError")]
public class MeanSquaredLogarithmicError(string? name = "mean_squared_logarithmic_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_logarithmic_error.Invoke, name, dtype);

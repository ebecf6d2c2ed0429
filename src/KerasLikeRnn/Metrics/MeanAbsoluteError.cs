namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the absolute errors.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.MeanAbsoluteError")]
public class MeanAbsoluteError(string? name = "mean_absolute_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_error.Invoke, name, dtype);

namespace KerasLikeRnn.Metrics;

/// <summary>The mean of the absolute errors in percent of the targets.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.MeanAbsolutePercentageError")]
public class MeanAbsolutePercentageError(string? name = "mean_absolute_percentage_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_percentage_error.Invoke, name, dtype);

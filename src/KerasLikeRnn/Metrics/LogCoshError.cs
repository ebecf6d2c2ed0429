namespace KerasLikeRnn.Metrics;

/// <summary>The mean of ln cosh of the errors.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.LogCoshError")]
public class LogCoshError(string? name = "logcosh", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.log_cosh.Invoke, name, dtype);

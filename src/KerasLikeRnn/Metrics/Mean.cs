namespace KerasLikeRnn.Metrics;

/// <summary>The weighted mean of values.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.Mean")]
public class Mean(string? name = "mean", string? dtype = null) : ReduceValues(true, name, dtype);

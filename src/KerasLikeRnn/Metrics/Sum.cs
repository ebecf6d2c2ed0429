namespace KerasLikeRnn.Metrics;

/// <summary>The weighted sum of values.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.Sum")]
public class Sum(string? name = "sum", string? dtype = null) : ReduceValues(false, name, dtype);

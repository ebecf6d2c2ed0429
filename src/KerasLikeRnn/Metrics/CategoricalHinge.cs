namespace KerasLikeRnn.Metrics;

/// <summary>By how much the best wrong class comes within 1 of the true one.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.CategoricalHinge")]
public class CategoricalHinge(string? name = "categorical_hinge", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.categorical_hinge.Invoke, name, dtype);

namespace KerasLikeRnn.Metrics;

/// <summary>By how much the best wrong class comes within 1 of the true one.</summary>
[KerasExport("keras.metrics.CategoricalHinge"), KerasDefault("name", "categorical_hinge")]
public partial class CategoricalHinge(MetricOptions? options = null)
    : MeanMetricWrapper(LossFunctions.categorical_hinge.Invoke, options);

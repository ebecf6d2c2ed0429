namespace KerasLikeRnn.Metrics;

/// <summary>The cosine of the angle between targets and predictions: 1 for equal directions, -1 for opposite ones.</summary>
/// <param name="axis">The axis of the vectors.</param>
[KerasExport("keras.metrics.CosineSimilarity"), KerasDefault("name", "cosine_similarity")]
public partial class CosineSimilarity(MetricOptions? options = null, int axis = -1)
    : MeanMetricWrapper((y_true, y_pred) => LossFunctions.CosineOf(y_true, y_pred, axis), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["axis"] = axis };
}

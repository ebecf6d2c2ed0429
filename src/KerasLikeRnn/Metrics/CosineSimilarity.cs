namespace KerasLikeRnn.Metrics;

/// <summary>The cosine of the angle between targets and predictions: 1 for equal directions, -1 for opposite ones.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
/// <param name="axis">The axis of the vectors.</param>
[KerasExport("keras.metrics.CosineSimilarity")]
public class CosineSimilarity(string? name = "cosine_similarity", string? dtype = null, int axis = -1)
    : MeanMetricWrapper((y_true, y_pred) => LossFunctions.CosineOf(y_true, y_pred, axis), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["axis"] = axis };
}

namespace KerasLikeRnn.Losses;

/// <summary>The negative cosine of the angle between targets and predictions: -1 for equal directions, 1 for opposite ones.</summary>
/// <param name="axis">The axis of the vectors.</param>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.CosineSimilarity")]
public class CosineSimilarity(int axis = -1, string reduction = Reduction.AUTO, string? name = "cosine_similarity")
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.cosine_similarity(y_true, y_pred, axis), reduction, name)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["axis"] = axis };
}

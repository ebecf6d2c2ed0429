namespace KerasLikeRnn.Losses;

/// <summary>The negative cosine of the angle between targets and predictions: -1 for equal directions, 1 for opposite ones.</summary>
/// <param name="axis">The axis of the vectors.</param>
[KerasExport("keras.losses.CosineSimilarity"), KerasDefault("name", "cosine_similarity")]
public partial class CosineSimilarity(int axis = -1, LossOptions? options = null)
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.cosine_similarity(y_true, y_pred, axis), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["axis"] = axis };
}

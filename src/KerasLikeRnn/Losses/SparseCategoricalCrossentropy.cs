namespace KerasLikeRnn.Losses;

/// <summary>The cross entropy of class numbers: -ln p of the true class.</summary>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
[KerasExport("keras.losses.SparseCategoricalCrossentropy"), KerasDefault("name", "sparse_categorical_crossentropy")]
public partial class SparseCategoricalCrossentropy(bool from_logits = false, LossOptions? options = null)
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.sparse_categorical_crossentropy(y_true, y_pred, from_logits), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["from_logits"] = from_logits };
}

namespace KerasLikeRnn.Losses;

/// <summary>The cross entropy of class numbers: -ln p of the true class.</summary>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.SparseCategoricalCrossentropy")]
public class SparseCategoricalCrossentropy(
    bool from_logits = false, string reduction = Reduction.AUTO, string? name = "sparse_categorical_crossentropy")
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.sparse_categorical_crossentropy(y_true, y_pred, from_logits), reduction, name)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["from_logits"] = from_logits };
}

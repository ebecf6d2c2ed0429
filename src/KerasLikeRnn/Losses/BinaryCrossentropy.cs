namespace KerasLikeRnn.Losses;

/// <summary>The cross entropy of yes-or-no targets: the mean of -(y ln p + (1 - y) ln(1 - p)).</summary>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards 0.5, 0 to 1.</param>
/// <param name="axis">The axis over which the mean is taken.</param>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.BinaryCrossentropy")]
public class BinaryCrossentropy(
    bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = Reduction.AUTO,
    string? name = "binary_crossentropy")
    : LossFunctionWrapper(
        (y_true, y_pred) => LossFunctions.binary_crossentropy(y_true, y_pred, from_logits, label_smoothing, axis), reduction, name)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = from_logits, ["label_smoothing"] = label_smoothing, ["axis"] = axis };
}

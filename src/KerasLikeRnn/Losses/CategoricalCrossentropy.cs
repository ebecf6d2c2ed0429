namespace KerasLikeRnn.Losses;

/// <summary>The cross entropy of one-hot targets: -sum y ln p.</summary>
/// <param name="axis">The axis of the classes.</param>
[KerasExport("keras.losses.CategoricalCrossentropy"), KerasDefault("name", "categorical_crossentropy")]
public partial class CategoricalCrossentropy(CrossentropyArguments reading, int axis = -1, LossOptions? options = null)
    : LossFunctionWrapper(
        (y_true, y_pred) => LossFunctions.categorical_crossentropy(y_true, y_pred, reading.from_logits, reading.label_smoothing, axis),
        options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = reading.from_logits, ["label_smoothing"] = reading.label_smoothing, ["axis"] = axis };
}

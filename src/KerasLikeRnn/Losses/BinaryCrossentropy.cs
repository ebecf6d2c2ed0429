namespace KerasLikeRnn.Losses;

/// <summary>The cross entropy of yes-or-no targets: the mean of -(y ln p + (1 - y) ln(1 - p)).</summary>
/// <param name="axis">The axis over which the mean is taken.</param>
[KerasExport("keras.losses.BinaryCrossentropy"), KerasDefault("name", "binary_crossentropy")]
public partial class BinaryCrossentropy(CrossentropyArguments reading, int axis = -1, LossOptions? options = null)
    : LossFunctionWrapper(
        (y_true, y_pred) => LossFunctions.binary_crossentropy(y_true, y_pred, reading.from_logits, reading.label_smoothing, axis), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = reading.from_logits, ["label_smoothing"] = reading.label_smoothing, ["axis"] = axis };
}

namespace KerasLikeRnn.Metrics;

/// <summary>The cross entropy of yes-or-no targets.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards the even distribution, 0 to 1.</param>
[KerasExport("keras.metrics.BinaryCrossentropy")]
public class BinaryCrossentropy(
    string? name = "binary_crossentropy", string? dtype = null, bool from_logits = false, double label_smoothing = 0)
    : MeanMetricWrapper((y_true, y_pred) => LossFunctions.binary_crossentropy(y_true, y_pred, from_logits, label_smoothing), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = from_logits, ["label_smoothing"] = label_smoothing };
}

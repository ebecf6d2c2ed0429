namespace KerasLikeRnn.Losses;

/// <summary>The binary cross entropy with easy samples damped by (1 - p_t)^gamma (Lin et al., 2018).</summary>
/// <param name="gamma">How strongly easy samples are damped; 0 for not at all.</param>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards 0.5, 0 to 1.</param>
/// <param name="axis">The axis over which the mean is taken.</param>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.BinaryFocalCrossentropy")]
public class BinaryFocalCrossentropy(
    double gamma = 2.0, bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = Reduction.AUTO,
    string? name = "binary_focal_crossentropy")
    : LossFunctionWrapper(
        (y_true, y_pred) => LossFunctions.binary_focal_crossentropy(y_true, y_pred, gamma, from_logits, label_smoothing, axis),
        reduction, name)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config())
    {
        ["gamma"] = gamma,
        ["from_logits"] = from_logits,
        ["label_smoothing"] = label_smoothing,
        ["axis"] = axis,
    };
}

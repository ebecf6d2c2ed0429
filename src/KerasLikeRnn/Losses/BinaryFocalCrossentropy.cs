namespace KerasLikeRnn.Losses;

/// <summary>The binary cross entropy with easy samples damped by (1 - p_t)^gamma (Lin et al., 2018).</summary>
/// <param name="gamma">How strongly easy samples are damped; 0 for not at all.</param>
/// <param name="axis">The axis over which the mean is taken.</param>
[KerasExport("keras.losses.BinaryFocalCrossentropy"), KerasDefault("name", "binary_focal_crossentropy"), KerasDefault("gamma", 2.0)]
public partial class BinaryFocalCrossentropy(double gamma, CrossentropyArguments reading, int axis = -1, LossOptions? options = null)
    : LossFunctionWrapper(
        (y_true, y_pred) => LossFunctions.binary_focal_crossentropy(
            y_true, y_pred, gamma, reading.from_logits, reading.label_smoothing, axis),
        options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config())
    {
        ["gamma"] = gamma,
        ["from_logits"] = reading.from_logits,
        ["label_smoothing"] = reading.label_smoothing,
        ["axis"] = axis,
    };
}

namespace KerasLikeRnn.Metrics;

/// <summary>The cross entropy of yes-or-no targets.</summary>
[KerasExport("keras.metrics.BinaryCrossentropy"), KerasDefault("name", "binary_crossentropy")]
public partial class BinaryCrossentropy(MetricOptions options, CrossentropyArguments reading) : MeanMetricWrapper(
        (y_true, y_pred) => LossFunctions.binary_crossentropy(y_true, y_pred, reading.from_logits, reading.label_smoothing), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = reading.from_logits, ["label_smoothing"] = reading.label_smoothing };
}

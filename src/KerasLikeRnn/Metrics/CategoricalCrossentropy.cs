namespace KerasLikeRnn.Metrics;

/// <summary>The cross entropy of one-hot targets.</summary>
[KerasExport("keras.metrics.CategoricalCrossentropy"), KerasDefault("name", "categorical_crossentropy")]
public partial class CategoricalCrossentropy(MetricOptions options, CrossentropyArguments reading) : MeanMetricWrapper(
        (y_true, y_pred) => LossFunctions.categorical_crossentropy(y_true, y_pred, reading.from_logits, reading.label_smoothing), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = reading.from_logits, ["label_smoothing"] = reading.label_smoothing };
}

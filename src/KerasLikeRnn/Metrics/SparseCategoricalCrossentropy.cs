namespace KerasLikeRnn.Metrics;

/// <summary>The cross entropy of class numbers.</summary>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="axis">The axis of the classes.</param>
[KerasExport("keras.metrics.SparseCategoricalCrossentropy"), KerasDefault("name", "sparse_categorical_crossentropy")]
public partial class SparseCategoricalCrossentropy(MetricOptions? options = null, bool from_logits = false, int axis = -1)
    : MeanMetricWrapper((y_true, y_pred) => LossFunctions.sparse_categorical_crossentropy(y_true, y_pred, from_logits, axis), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["from_logits"] = from_logits, ["axis"] = axis };
}

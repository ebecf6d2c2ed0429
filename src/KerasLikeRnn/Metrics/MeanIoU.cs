namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union, averaged over all classes that occur.</summary>
[KerasExport("keras.metrics.MeanIoU")]
public partial class MeanIoU(int num_classes, MetricOptions? options = null)
    : IoU(num_classes, Enumerable.Range(0, Math.Max(num_classes, 0)).ToArray(), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new() { ["num_classes"] = num_classes, ["name"] = name, ["dtype"] = dtype };
}

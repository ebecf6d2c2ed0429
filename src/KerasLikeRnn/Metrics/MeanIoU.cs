namespace KerasLikeRnn.Metrics;

/// <summary>Intersection over union, averaged over all classes that occur.</summary>
/// <param name="num_classes">Number of classes.</param>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.MeanIoU")]
public class MeanIoU(int num_classes, string? name = null, string? dtype = null)
    : IoU(num_classes, Enumerable.Range(0, Math.Max(num_classes, 0)).ToArray(), name, dtype)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new() { ["num_classes"] = num_classes, ["name"] = name, ["dtype"] = dtype };
}

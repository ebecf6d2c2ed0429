namespace KerasLikeRnn.Metrics;

/// <summary>Metrics by name and as configurations.</summary>
public static class MetricConfigs
{
    /// <summary>The metric of a name or a function, or the metric itself; null for null.</summary>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    [KerasExport("keras.metrics.get")]
    public static Metric? get(Like<Metric> identifier) => identifier.Value;

    /// <summary>Class name and configuration of a metric.</summary>
    [KerasExport("keras.metrics.serialize")]
    public static OrderedDictionary<string, object?> serialize(Metric metric) => Registry.Serialize(metric);

    /// <summary>The metric of that name.</summary>
    /// <param name="config">A function or a class.</param>
    /// <param name="custom_objects">Further metrics, or their classes (typeof), by name.</param>
    [KerasExport("keras.metrics.deserialize")]
    public static Metric deserialize(string config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Metric>(config, custom_objects);

    /// <summary>The metric of a class name and configuration.</summary>
    /// <param name="config">What <see cref="serialize"/> gave.</param>
    /// <param name="custom_objects">Further metrics, or their classes (typeof), by name.</param>
    [KerasExport("keras.metrics.deserialize")]
    public static Metric deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Metric>(config, custom_objects);
}

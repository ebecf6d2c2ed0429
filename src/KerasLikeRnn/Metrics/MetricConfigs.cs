namespace KerasLikeRnn.Metrics;

/// <summary>Metrics by name and as configurations.</summary>
public static class MetricConfigs
{
    /// <summary>The metric of a name or a function, or the metric itself; null for null.</summary>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    [KerasExport("keras.metrics.get")]
    public static Metric? get(MetricLike identifier) => identifier.Create(Numbered);

    /// <summary>Class name and configuration of a metric.</summary>
    [KerasExport("keras.metrics.serialize")]
    public static OrderedDictionary<string, object?> serialize(Metric metric) => ClassTable<Metric>.Serialize(metric, metric.get_config());

    /// <summary>The metric of that name.</summary>
    /// <param name="config">A function or a class.</param>
    /// <param name="custom_objects">Further metrics, or their classes (typeof), by name.</param>
    [KerasExport("keras.metrics.deserialize")]
    public static Metric deserialize(string config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        custom_objects?.ContainsKey(config) == true
            ? BuiltInMetrics.Classes.Create(config, custom_objects)
            : ((MetricLike)config).Create(Numbered)!;

    /// <summary>The metric of a class name and configuration.</summary>
    /// <param name="config">What <see cref="serialize"/> gave.</param>
    /// <param name="custom_objects">Further metrics, or their classes (typeof), by name.</param>
    [KerasExport("keras.metrics.deserialize")]
    public static Metric deserialize(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        if (config.GetValueOrDefault("class_name") is not nameof(MeanMetricWrapper)) return BuiltInMetrics.Classes.Create(config, custom_objects);
        var arguments = config.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?>;
        if (arguments?.GetValueOrDefault("fn") is not string function || BuiltInMetrics.Function(function) is not { } known)
            throw new ValueError(
                $"A MeanMetricWrapper is made from the name of a function. Received: {arguments?.GetValueOrDefault("fn") ?? "None"}", nameof(config));
        return new MeanMetricWrapper(known, arguments.GetValueOrDefault("name") as string, arguments.GetValueOrDefault("dtype") as string);
    }

    private static string Numbered(string name) => AutomaticNames.Next(name);
}

using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>
/// Configurations as they are written to files of Keras 2.9, in a form that Keras 3 reads too: less what says nothing and is unknown
/// there, and with what is found there by other names only.
/// </summary>
internal static class SharedConfig
{
    // Where Keras 3 looks for a layer by its module instead of by its name alone.
    private static readonly string[] inner = ["layer", "backward_layer", "cell", "cells"];

    private static readonly Dictionary<string, string> modules = new()
    {
        [nameof(Sequential)] = "keras.models", [nameof(Functional)] = "keras.src.models.functional",
    };

    /// <summary>A model's configuration.</summary>
    internal static object? Of(object? config) => Of(config, isInner: false);

    /// <summary>What a model was compiled with.</summary>
    internal static object? OfTraining(IReadOnlyDictionary<string, object?> config) => new OrderedDictionary<string, object?>(
        config.Select(entry => KeyValuePair.Create(entry.Key, entry.Key switch
        {
            "loss" => OfLoss(entry.Value),
            "metrics" or "weighted_metrics" => OfMetrics(entry.Value),
            _ => entry.Value,
        })));

    private static object? Of(object? config, bool isInner) => config switch
    {
        IReadOnlyDictionary<string, object?> entries => OfEntries(entries, isInner),
        List<object?> list => list.ConvertAll(item => Of(item, isInner)),
        _ => config,
    };

    private static OrderedDictionary<string, object?> OfEntries(IReadOnlyDictionary<string, object?> entries, bool isInner)
    {
        var made = new OrderedDictionary<string, object?>(
            entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value, inner.Contains(entry.Key)))));
        if (made.GetValueOrDefault("class_name") is not string name
            || made.GetValueOrDefault("config") is not OrderedDictionary<string, object?> arguments)
            return made;
        foreach (var key in arguments.Keys.Where(key => Keras3Differences.IsNeedless(name, key, arguments[key])).ToArray())
            arguments.Remove(key);
        if ((isInner || IsMisread(name, arguments)) && CustomObjects.Find(name) is null)
            made["module"] = modules.GetValueOrDefault(name, "keras.layers");
        return made;
    }

    // Where a layer has no module, Keras 3 leaves out an axis that is several, and takes a text that is the name of a function of its
    // module of layers for that function.
    private static bool IsMisread(string name, OrderedDictionary<string, object?> arguments) => Registry.Find<Layer>(name) is Type
        && (arguments.GetValueOrDefault("axis") is ICollection { Count: > 1 } || arguments.GetValueOrDefault("score_mode") is "dot");

    // Keras 3 knows functions by their whole names, and no reduction that depends on where a loss is computed.
    private static object? OfLoss(object? loss) => loss switch
    {
        string name => Registry.Find<Loss>(name) is Delegate function && CustomObjects.Find(name) is null
            ? Registry.ExportedName(function) ?? name
            : name,
        IReadOnlyDictionary<string, object?> entries => new OrderedDictionary<string, object?>(
            entries.Select(entry => KeyValuePair.Create(
                entry.Key, entries.ContainsKey("class_name") ? WithReduction(entry.Value) : OfLoss(entry.Value)))),
        List<object?> list => list.ConvertAll(OfLoss),
        _ => loss,
    };

    private static object? WithReduction(object? value) => value is IReadOnlyDictionary<string, object?> arguments
        ? new OrderedDictionary<string, object?>(arguments.Select(entry => KeyValuePair.Create(
            entry.Key, entry is { Key: "reduction", Value: "auto" } ? (object?)"sum_over_batch_size" : entry.Value)))
        : value;

    // Keras 3 does not find the function that a metric calls by its name; the class that calls it, it does.
    private static object? OfMetrics(object? metrics) => metrics switch
    {
        IReadOnlyDictionary<string, object?> entries when entries.ContainsKey("class_name") => OfMetric(entries),
        IReadOnlyDictionary<string, object?> entries => new OrderedDictionary<string, object?>(
            entries.Select(entry => KeyValuePair.Create(entry.Key, OfMetrics(entry.Value)))),
        List<object?> list => list.ConvertAll(OfMetrics),
        _ => metrics,
    };

    private static IReadOnlyDictionary<string, object?> OfMetric(IReadOnlyDictionary<string, object?> entries)
    {
        if (entries["class_name"] is not nameof(MeanMetricWrapper)
            || entries.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config
            || config.GetValueOrDefault("fn") is not string function || CustomObjects.Find(function) is not null
            || ClassOf(function) is not { } name)
            return entries;
        var arguments = new OrderedDictionary<string, object?>(config.Where(entry => entry.Key != "fn"));
        return new OrderedDictionary<string, object?> { ["class_name"] = name, ["config"] = arguments };
    }

    private static string? ClassOf(string function)
    {
        var name = function switch
        {
            "kl_divergence" => "KLDivergence",
            "log_cosh" => "LogCoshError",
            _ => string.Concat(function.Split('_').Select(part => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part))),
        };
        return Registry.Find<Metric>(name) is Type ? name : null;
    }
}

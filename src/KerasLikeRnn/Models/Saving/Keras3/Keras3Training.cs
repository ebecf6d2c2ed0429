using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>What a model was compiled with, in the form of Keras 3's <c>compile_config</c>.</summary>
internal static class Keras3Training
{
    // Losses that Keras 3 does not know as metrics by their names.
    private static readonly string[] noMetrics = ["log_cosh", "huber", "binary_focal_crossentropy"];

    /// <summary>Compiles a model with a configuration.</summary>
    /// <exception cref="ValueError">A name is unknown, or the configuration is none.</exception>
    /// <exception cref="NotSupportedException">Something is not here.</exception>
    public static void Compile(Model model, IReadOnlyDictionary<string, object?> config)
    {
        var optimizer = config.GetValueOrDefault("optimizer") switch
        {
            string name => Registry.Create<Optimizers.Optimizer>(name),
            IReadOnlyDictionary<string, object?> described => Keras3Optimizers.Read(described),
            var other => throw new ValueError($"The optimizer is none: {PythonText.Repr(other)}", nameof(config)),
        };
        model.Compile(
            optimizer,
            PerOutput<Loss>.FromConfig(Of("loss", Keras3Module.Losses), its => Registry.Create<Loss>(its)),
            PerOutput<Metric>.FromConfig(Of("metrics", Keras3Module.Metrics), its => Registry.Create<Metric>(its)),
            PerOutput<double>.FromConfig(config.GetValueOrDefault("loss_weights"), NoNumber),
            PerOutput<Metric>.FromConfig(Of("weighted_metrics", Keras3Module.Metrics), its => Registry.Create<Metric>(its)),
            config.GetValueOrDefault("steps_per_execution") is int and > 0 and var steps ? steps : 1,
            metricsAreNamed: true);

        object? Of(string argument, string module) => Named(Keras3Reader.Read(config.GetValueOrDefault(argument), argument), module);
    }

    /// <summary>The configuration; null where the model was not compiled.</summary>
    /// <exception cref="NotSupportedException">Keras 3 does not have it.</exception>
    public static OrderedDictionary<string, object?>? Of(Model model)
    {
        if (TrainingConfig.Of(model) is not { } config) return null;
        return new()
        {
            ["optimizer"] = Keras3Optimizers.Write(model.optimizer),
            ["loss"] = Keras3Writer.Written(config["loss"], "loss", Keras3Module.Losses),
            ["loss_weights"] = config["loss_weights"],
            ["metrics"] = Metrics(config["metrics"], model),
            ["weighted_metrics"] = Metrics(config["weighted_metrics"], model),
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = false,
        };
    }

    /// <summary>Functions under the names that they have here.</summary>
    private static object? Named(object? value, string module) => value switch
    {
        string name => Keras3Reader.FunctionHere(name, module),
        IReadOnlyDictionary<string, object?> entries when !entries.ContainsKey("class_name") =>
            new OrderedDictionary<string, object?>(entries.Select(entry => KeyValuePair.Create(entry.Key, Named(entry.Value, module)))),
        List<object?> list => list.ConvertAll(item => Named(item, module)),
        _ => value,
    };

    private static object? Metrics(object? config, Model model)
    {
        // The metrics of each output are a list of their own, of which a single output has no need.
        var single = config is IReadOnlyList<object?> { Count: 1 } lists && lists[0] is IReadOnlyList<object?> only
            && model.OutputNames is not { Count: > 1 } ? only : config;
        return Known(Keras3Writer.Written(single, "metrics", Keras3Module.Metrics));
    }

    private static object? Known(object? value) => value switch
    {
        string name when noMetrics.Contains(name) => new OrderedDictionary<string, object?>
        {
            ["module"] = Keras3Module.Metrics,
            ["class_name"] = nameof(MeanMetricWrapper),
            ["config"] = new OrderedDictionary<string, object?> { ["name"] = name, ["fn"] = Keras3Writer.Function(name) },
            ["registered_name"] = null,
        },
        IReadOnlyDictionary<string, object?> entries when !entries.ContainsKey("class_name") =>
            new OrderedDictionary<string, object?>(entries.Select(entry => KeyValuePair.Create(entry.Key, Known(entry.Value)))),
        List<object?> list => list.ConvertAll(Known),
        _ => value,
    };

    private static double NoNumber(IReadOnlyDictionary<string, object?> config) =>
        throw new ValueError($"A loss's weight is a number. Received: {PythonText.Repr(config)}", nameof(config));
}

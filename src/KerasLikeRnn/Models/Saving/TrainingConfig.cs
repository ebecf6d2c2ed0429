using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>What a model was compiled with, in the form of Keras 2.9's <c>training_config</c>, and compiling with it.</summary>
/// <remarks>
/// Metrics that have seen a batch are written as the objects they have become, by output, their names included; others as they were
/// given. Functions are written by their names.
/// </remarks>
internal static class TrainingConfig
{
    /// <summary>The configuration; null where the model was not compiled.</summary>
    public static OrderedDictionary<string, object?>? Of(Model model)
    {
        if (!model.IsCompiled) return null;
        var (loss, lossWeights) = model.compiled_loss.Given;
        var (metrics, weightedMetrics) = model.compiled_metrics.Given;
        return new()
        {
            ["loss"] = loss?.Config(),
            ["metrics"] = metrics?.Config(),
            ["weighted_metrics"] = weightedMetrics?.Config(),
            ["loss_weights"] = lossWeights?.Config(),
            ["optimizer_config"] = OptimizerConfig(model.optimizer),
        };
    }

    /// <summary>Compiles a model with a configuration.</summary>
    /// <exception cref="ValueError">A name is unknown, or the configuration is none.</exception>
    public static void Compile(Model model, IReadOnlyDictionary<string, object?> config)
    {
        if (config.GetValueOrDefault("optimizer_config") is not IReadOnlyDictionary<string, object?> optimizer)
            throw new ValueError("The training configuration has no `optimizer_config`.", nameof(config));
        model.Compile(
            optimizer.ContainsKey("module") ? Keras3Optimizers.Read(optimizer) : Registry.Create<Optimizer>(optimizer),
            PerOutput<Loss>.FromConfig(config.GetValueOrDefault("loss"), its => Registry.Create<Loss>(its)),
            PerOutput<Metric>.FromConfig(config.GetValueOrDefault("metrics"), its => Registry.Create<Metric>(its)),
            PerOutput<double>.FromConfig(config.GetValueOrDefault("loss_weights"), Number),
            PerOutput<Metric>.FromConfig(config.GetValueOrDefault("weighted_metrics"), its => Registry.Create<Metric>(its)),
            metricsAreNamed: true);
        if (model is Functional { outputs.Count: > 0 } made) made.HasRun = made.compiled_metrics.TryBuild(made.outputs);
    }

    /// <summary>
    /// Those of keras.optimizers.experimental are told from the usual ones by Keras's longer name, and where they go by Keras 3's rules by
    /// its form.
    /// </summary>
    private static OrderedDictionary<string, object?> OptimizerConfig(Optimizer optimizer)
    {
        if (optimizer is not Optimizers.Experimental.Optimizer experimental) return Registry.Serialize(optimizer);
        if (experimental.Keras3 is not null) return Keras3Optimizers.Write(optimizer);
        var serialized = Registry.Serialize(optimizer);
        if ((CustomObjects.NameOf(optimizer.GetType()) ?? CustomObjects.NameOf(optimizer)) is null)
            serialized["class_name"] = $"Experimental{serialized["class_name"]}";
        return serialized;
    }

    private static double Number(IReadOnlyDictionary<string, object?> config) =>
        throw new ValueError($"A loss's weight is a number. Received: {PythonText.Repr(config)}", nameof(config));
}

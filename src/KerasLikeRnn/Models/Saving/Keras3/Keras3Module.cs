using KerasLikeRnn.Constraints;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;
using KerasLikeRnn.Regularizers;

namespace KerasLikeRnn.Models;

/// <summary>The modules in which Keras 3 has the classes that configurations name.</summary>
internal static class Keras3Module
{
    public const string Layers = "keras.layers";
    public const string Initializers = "keras.initializers";
    public const string Regularizers = "keras.regularizers";
    public const string Constraints = "keras.constraints";
    public const string Losses = "keras.losses";
    public const string Metrics = "keras.metrics";
    public const string Optimizers = "keras.optimizers";
    public const string Schedules = "keras.optimizers.schedules";
    public const string Activations = "keras.activations";

    /// <summary>The module of what stands under a name in a configuration; null where any object may stand there.</summary>
    public static string? Of(string argument) => argument switch
    {
        "layer" or "layers" or "backward_layer" or "cell" or "cells" => Layers,
        "activation" or "recurrent_activation" => Activations,
        "learning_rate" => Schedules,
        _ when argument.EndsWith("initializer", StringComparison.Ordinal) => Initializers,
        _ when argument.EndsWith("regularizer", StringComparison.Ordinal) => Regularizers,
        _ when argument.EndsWith("constraint", StringComparison.Ordinal) => Constraints,
        _ => null,
    };

    /// <summary>Whether a name is one of Keras's own in a module, and not one of the user's.</summary>
    public static bool Has(string module, string name) => CustomObjects.Find(name) is null && module switch
    {
        Layers => Registry.Find<Layer>(name) is not null,
        Initializers => Registry.Find<Initializer>(name) is not null,
        Regularizers => Registry.Find<Regularizer>(name) is not null,
        Constraints => Registry.Find<Constraint>(name) is not null,
        Losses => Registry.Find<Loss>(name) is not null,
        Metrics => NamedMetric.Is(name),
        Optimizers => Registry.Find<Optimizer>(name) is not null,
        Schedules => Registry.Find<LearningRateSchedule>(name) is not null,
        Activations => Registry.Find<Activations.Activation>(name) is not null,
        _ => false,
    };
}

using KerasLikeRnn.Optimizers.Schedules;

namespace KerasLikeRnn.Optimizers;

/// <summary>Optimizers by name and as configurations.</summary>
public static class OptimizerConfigs
{
    /// <summary>The optimizer of a name (in any case), or the optimizer itself.</summary>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    [KerasExport("keras.optimizers.get")]
    public static Optimizer get(OptimizerLike identifier) => identifier.Value!;

    /// <summary>Class name and configuration of an optimizer.</summary>
    [KerasExport("keras.optimizers.serialize")]
    public static OrderedDictionary<string, object?> serialize(Optimizer optimizer) =>
        Registry.Serialize(optimizer);

    /// <summary>The optimizer of a class name and configuration.</summary>
    /// <param name="config">What <see cref="serialize"/> gave.</param>
    /// <param name="custom_objects">Further classes (typeof) by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit the class.</exception>
    [KerasExport("keras.optimizers.deserialize")]
    public static Optimizer deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Optimizer>(config, custom_objects);

    internal static Optimizer Create(Type type, IReadOnlyDictionary<string, object?> config) =>
        (Optimizer)Construction.FromConfig(type, Arguments(config));

    /// <summary>The constructor's arguments: the learning rate may have its old name, or be a schedule.</summary>
    internal static Dictionary<string, object?> Arguments(IReadOnlyDictionary<string, object?> config)
    {
        var arguments = new Dictionary<string, object?>(config);
        if (arguments.Remove("lr", out var rate)) arguments["learning_rate"] = rate;
        if (arguments.TryGetValue("learning_rate", out rate)) arguments["learning_rate"] = Rate(rate);
        return arguments;
    }

    private static LearningRateLike Rate(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> schedule => ScheduleConfigs.deserialize(schedule),
        LearningRateSchedule schedule => schedule,
        double or float or int or long => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new ValueError(
            $"A learning rate is a number or the configuration of a schedule. Received: {value ?? "None"}", nameof(value)),
    };
}

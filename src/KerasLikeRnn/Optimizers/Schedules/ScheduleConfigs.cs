namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>Schedules as configurations.</summary>
public static class ScheduleConfigs
{
    /// <summary>Class name and configuration of a schedule.</summary>
    [KerasExport("keras.optimizers.schedules.serialize")]
    public static OrderedDictionary<string, object?> serialize(LearningRateSchedule learning_rate_schedule) =>
        Registry.Serialize(learning_rate_schedule);

    /// <summary>The schedule of a class name and configuration.</summary>
    /// <param name="config">What <see cref="serialize"/> gave.</param>
    /// <param name="custom_objects">Further schedules, or their classes (typeof), by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit the class.</exception>
    [KerasExport("keras.optimizers.schedules.deserialize")]
    public static LearningRateSchedule deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<LearningRateSchedule>(config, custom_objects);
}

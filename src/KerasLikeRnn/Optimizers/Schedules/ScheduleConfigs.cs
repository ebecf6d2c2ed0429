namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>Schedules as configurations.</summary>
public static class ScheduleConfigs
{
    /// <summary>Class name and configuration of a schedule.</summary>
    [KerasExport("keras.optimizers.schedules.serialize")]
    public static Dictionary<string, object?> serialize(LearningRateSchedule learning_rate_schedule)
    {
        ArgumentNullException.ThrowIfNull(learning_rate_schedule);
        return new() { ["class_name"] = learning_rate_schedule.GetType().Name, ["config"] = learning_rate_schedule.get_config() };
    }
}

using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>A learning rate that depends on the number of updates made so far.</summary>
[KerasExport("keras.optimizers.schedules.LearningRateSchedule")]
public abstract class LearningRateSchedule : IConfigurable
{
    /// <summary>Python's <c>schedule(step)</c>.</summary>
    public double this[double step] => __call__(step);

    /// <summary>The learning rate at a step, counted from 0.</summary>
    public abstract double __call__(double step);

    /// <summary>The constructor's arguments.</summary>
    public abstract OrderedDictionary<string, object?> get_config();
}

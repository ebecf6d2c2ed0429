namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>
/// initial_learning_rate ((1 - alpha)(1 + cos(pi step / decay_steps)) / 2 + alpha) up to decay_steps (Loshchilov and Hutter,
/// 2016), in float32.
/// </summary>
/// <param name="decay_steps">Number of steps to the end.</param>
/// <param name="alpha">The rate at the end, as a part of the first.</param>
[KerasExport("keras.optimizers.schedules.CosineDecay", "keras.experimental.CosineDecay")]
public partial class CosineDecay(ScheduleArguments schedule, double decay_steps, double alpha = 0.0) : LearningRateSchedule
{
    public double initial_learning_rate { get; } = schedule.initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double alpha { get; } = alpha;

    public string? name { get; } = schedule.name;

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        var part = Math.Min((float)step, (float)decay_steps) / (float)decay_steps;
        var cosine = 0.5f * (1f + MathF.Cos(MathF.PI * part));
        return (float)schedule.initial_learning_rate * ((float)(1 - alpha) * cosine + (float)alpha);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["initial_learning_rate"] = schedule.initial_learning_rate,
        ["decay_steps"] = StepsForConfig(decay_steps),
        ["alpha"] = alpha,
        ["name"] = schedule.name,
    };
}

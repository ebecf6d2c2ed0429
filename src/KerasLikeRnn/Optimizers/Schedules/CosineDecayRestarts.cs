namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>
/// <see cref="CosineDecay"/> that begins again at its end, each time t_mul times as long and m_mul times as high
/// (Loshchilov and Hutter, 2016), in float32.
/// </summary>
/// <param name="first_decay_steps">Number of steps to the first restart.</param>
/// <param name="t_mul">Factor of the length of each period.</param>
/// <param name="m_mul">Factor of the height of each period.</param>
/// <param name="alpha">The lowest rate, as a part of the first.</param>
[KerasExport("keras.optimizers.schedules.CosineDecayRestarts", "keras.experimental.CosineDecayRestarts")]
public partial class CosineDecayRestarts(
    ScheduleArguments schedule, double first_decay_steps, double t_mul = 2.0, double m_mul = 1.0, double alpha = 0.0)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = schedule.initial_learning_rate;

    public double first_decay_steps { get; } = first_decay_steps;

    public string? name { get; } = schedule.name;

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        float part = (float)step / (float)first_decay_steps, stretch = (float)t_mul, restarts;
        if (stretch == 1)
        {
            restarts = MathF.Floor(part);
            part -= restarts;
        }
        else
        {
            // 1 + t + ... + t^(i-1) = (1 - t^i) / (1 - t) first periods have passed before restart i.
            restarts = MathF.Floor(MathF.Log(1f - part * (1f - stretch)) / MathF.Log(stretch));
            var length = MathF.Pow(stretch, restarts);
            part = (part - (1f - length) / (1f - stretch)) / length;
        }
        var cosine = 0.5f * MathF.Pow((float)m_mul, restarts) * (1f + MathF.Cos(MathF.PI * part));
        return (float)schedule.initial_learning_rate * ((1f - (float)alpha) * cosine + (float)alpha);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["initial_learning_rate"] = schedule.initial_learning_rate,
        ["first_decay_steps"] = StepsForConfig(first_decay_steps),
        ["t_mul"] = t_mul,
        ["m_mul"] = m_mul,
        ["alpha"] = alpha,
        ["name"] = schedule.name,
    };
}

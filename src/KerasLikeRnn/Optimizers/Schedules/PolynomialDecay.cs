namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>
/// (initial_learning_rate - end_learning_rate)(1 - step / decay_steps)^power + end_learning_rate up to decay_steps, in float32.
/// </summary>
/// <param name="decay_steps">Number of steps to the end.</param>
/// <param name="end_learning_rate">The rate at the end.</param>
/// <param name="power">1 for a straight line.</param>
/// <param name="cycle">Whether to stretch decay_steps to the next multiple beyond the end, instead of staying there.</param>
[KerasExport("keras.optimizers.schedules.PolynomialDecay")]
public partial class PolynomialDecay(
    ScheduleArguments schedule, double decay_steps, double end_learning_rate = 0.0001, double power = 1.0, bool cycle = false)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = schedule.initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double end_learning_rate { get; } = end_learning_rate;

    public double power { get; } = power;

    public bool cycle { get; } = cycle;

    public string? name { get; } = schedule.name;

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        float at = (float)step, steps = (float)decay_steps, end = (float)end_learning_rate;
        if (cycle) steps *= at == 0 ? 1 : MathF.Ceiling(at / steps);
        else at = Math.Min(at, steps);
        return ((float)schedule.initial_learning_rate - end) * MathF.Pow(1 - at / steps, (float)power) + end;
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["initial_learning_rate"] = schedule.initial_learning_rate,
        ["decay_steps"] = StepsForConfig(decay_steps),
        ["end_learning_rate"] = end_learning_rate,
        ["power"] = power,
        ["cycle"] = cycle,
        ["name"] = schedule.name,
    };
}

namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>A schedule that follows the quotient step / decay_steps, in float32.</summary>
/// <param name="rateAt">The rate of the first rate, the decay's rate and the quotient.</param>
/// <param name="initial_learning_rate">The rate at step 0.</param>
/// <param name="decay_steps">Unit of the steps.</param>
/// <param name="decay_rate">How fast the rate falls.</param>
/// <param name="staircase">Whether to use whole quotients only.</param>
/// <param name="name">Name of the schedule.</param>
public abstract class StaircaseDecay(
    Func<float, float, float, float> rateAt, double initial_learning_rate, double decay_steps, double decay_rate, bool staircase,
    string? name)
    : LearningRateSchedule
{
    public double initial_learning_rate { get; } = initial_learning_rate;

    public double decay_steps { get; } = decay_steps;

    public double decay_rate { get; } = decay_rate;

    public bool staircase { get; } = staircase;

    public string? name { get; } = name;

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        var quotient = (float)step / (float)decay_steps;
        return rateAt((float)initial_learning_rate, (float)decay_rate, staircase ? MathF.Floor(quotient) : quotient);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["initial_learning_rate"] = initial_learning_rate,
        ["decay_steps"] = StepsForConfig(decay_steps),
        ["decay_rate"] = decay_rate,
        ["staircase"] = staircase,
        ["name"] = name,
    };
}

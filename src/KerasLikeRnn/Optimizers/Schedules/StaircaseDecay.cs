namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>What the schedules take that follow the quotient step / decay_steps.</summary>
/// <param name="initial_learning_rate">The rate at step 0.</param>
/// <param name="decay_steps">Unit of the steps.</param>
/// <param name="decay_rate">How fast the rate falls.</param>
/// <param name="staircase">Whether to use whole quotients only.</param>
/// <param name="name">Name of the schedule.</param>
[KerasKeywords]
public sealed record StaircaseArguments(
    double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null);

/// <summary>A schedule that follows the quotient step / decay_steps, in float32.</summary>
/// <param name="rateAt">The rate of the first rate, the decay's rate and the quotient.</param>
/// <param name="decay">How it falls.</param>
public abstract class StaircaseDecay(Func<float, float, float, float> rateAt, StaircaseArguments decay) : LearningRateSchedule
{
    public double initial_learning_rate { get; } = decay.initial_learning_rate;

    public double decay_steps { get; } = decay.decay_steps;

    public double decay_rate { get; } = decay.decay_rate;

    public bool staircase { get; } = decay.staircase;

    public string? name { get; } = decay.name;

    /// <inheritdoc/>
    public override double __call__(double step)
    {
        var quotient = (float)step / (float)decay.decay_steps;
        return rateAt(
            (float)decay.initial_learning_rate, (float)decay.decay_rate, decay.staircase ? MathF.Floor(quotient) : quotient);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["initial_learning_rate"] = decay.initial_learning_rate,
        ["decay_steps"] = StepsForConfig(decay.decay_steps),
        ["decay_rate"] = decay.decay_rate,
        ["staircase"] = decay.staircase,
        ["name"] = decay.name,
    };
}

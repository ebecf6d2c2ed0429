using KerasLikeRnn.Optimizers.Schedules;

namespace KerasLikeRnn.Optimizers;

/// <summary>
/// A learning rate: a number, a schedule, or a function that is asked at every step. The default means that none was given.
/// </summary>
public readonly struct LearningRateLike
{
    private readonly double? number;
    private readonly Func<double>? function;

    private readonly Optimizer? owner;

    private LearningRateLike(double? number, LearningRateSchedule? schedule, Func<double>? function, Optimizer? owner = null)
    {
        this.owner = owner;
        this.number = number;
        this.function = function;
        Schedule = schedule;
    }

    /// <summary>The schedule, where it is one.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <summary>Whether it is neither a schedule nor a function.</summary>
    internal bool IsNumber => Schedule is null && function is null;

    /// <summary>The rate at a step (from 0).</summary>
    public double At(long step) => Schedule?.__call__(step) ?? function?.Invoke() ?? number ?? 0;

    /// <summary>The rate given, or this number where none was.</summary>
    internal LearningRateLike Or(double rate) => number is null && Schedule is null && function is null ? rate : this;

    /// <summary>The same as the rate of an optimizer: a number rounded to float32.</summary>
    internal LearningRateLike Of(Optimizer optimizer) => new((float?)number, Schedule, function, optimizer);

    /// <summary>Python's <c>optimizer.lr.assign(0.1)</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not the rate of an optimizer, or a schedule.</exception>
    public void assign(double value)
    {
        if (owner is null)
            throw new InvalidOperationException("Only the learning rate of an optimizer can be set: optimizer.learning_rate.");
        if (Schedule is not null)
            throw new InvalidOperationException(
                "The learning rate is a schedule and cannot be set to a number. Give the optimizer a number instead.");
        owner.learning_rate = value;
    }

    /// <summary>Python's <c>optimizer.lr.numpy()</c>: the number, as float32.</summary>
    /// <exception cref="InvalidOperationException">The rate is a schedule.</exception>
    public float numpy() => (float)(double)this;

    /// <summary>What a configuration holds: the number, or the schedule's own configuration.</summary>
    internal object Serialize() => Schedule is null ? At(0) : ScheduleConfigs.serialize(Schedule);

    public static implicit operator LearningRateLike(double number) => new(number, null, null);

    public static implicit operator LearningRateLike(LearningRateSchedule schedule) => new(null, schedule, null);

    public static implicit operator LearningRateLike(Func<double> function) => new(null, null, function);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The rate is a schedule.</exception>
    public static implicit operator double(LearningRateLike rate) => rate.Schedule is null
        ? rate.At(0)
        : throw new InvalidOperationException(
            "The learning rate is a schedule, not a number. Ask it for the rate at a step: learning_rate.At(step).");

    /// <summary>Python's text: of an optimizer's rate that of a variable.</summary>
    public override string ToString() => Schedule is not null ? PythonText.Str(Schedule)
        : owner is null ? PythonText.Str(At(0))
        : $"<tf.Variable '{owner.Scope}learning_rate:0' shape=() dtype=float32, numpy={PythonText.Str((float)At(0))}>";
}

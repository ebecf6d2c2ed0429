namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>A learning rate that depends on the number of updates made so far.</summary>
[KerasExport("keras.optimizers.schedules.LearningRateSchedule")]
public abstract class LearningRateSchedule : IConfigurable, IRegistered<LearningRateSchedule>
{
    static string IRegistered<LearningRateSchedule>.Kind => "decay";

    /// <summary>Python's <c>schedule(step)</c>: a float32 scalar.</summary>
    public Tensor this[double step] => Tensor.Scalar((float)__call__(step));

    /// <summary>A number of steps as a configuration shows it: Python's int where it is whole.</summary>
    private protected static object StepsForConfig(double steps) => steps == (int)steps ? (object)(int)steps : steps;

    /// <summary>The learning rate at a step, counted from 0.</summary>
    public abstract double __call__(double step);

    /// <summary>A schedule made from its configuration: Python's <c>ExponentialDecay.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config) where T : LearningRateSchedule =>
        (T)Construction.FromConfig(typeof(T), config);

    /// <summary>The constructor's arguments.</summary>
    /// <exception cref="NotSupportedException">A class of one's own does not tell them.</exception>
    public virtual OrderedDictionary<string, object?> get_config() =>
        throw new NotSupportedException($"{GetType().Name} has no `get_config`: override it to give the constructor's arguments.");
}

namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>initial_learning_rate decay_rate^(step / decay_steps), in float32.</summary>
/// <param name="initial_learning_rate">The rate at step 0.</param>
/// <param name="decay_steps">Number of steps for one factor.</param>
/// <param name="decay_rate">The factor.</param>
/// <param name="staircase">Whether to use whole powers only.</param>
/// <param name="name">Name of the schedule.</param>
[KerasExport("keras.optimizers.schedules.ExponentialDecay")]
public class ExponentialDecay(
    double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null)
    : StaircaseDecay(
        (initial, rate, quotient) => initial * MathF.Pow(rate, quotient), initial_learning_rate, decay_steps, decay_rate, staircase, name);

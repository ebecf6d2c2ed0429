namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>initial_learning_rate / (1 + decay_rate step / decay_steps), in float32.</summary>
/// <param name="initial_learning_rate">The rate at step 0.</param>
/// <param name="decay_steps">Unit of the steps.</param>
/// <param name="decay_rate">How fast the rate falls.</param>
/// <param name="staircase">Whether to use whole quotients only.</param>
/// <param name="name">Name of the schedule.</param>
[KerasExport("keras.optimizers.schedules.InverseTimeDecay")]
public class InverseTimeDecay(
    double initial_learning_rate, double decay_steps, double decay_rate, bool staircase = false, string? name = null)
    : StaircaseDecay(
        (initial, rate, quotient) => initial / (1f + rate * quotient), initial_learning_rate, decay_steps, decay_rate, staircase, name);

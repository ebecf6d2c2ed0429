namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>initial_learning_rate decay_rate^(step / decay_steps), in float32.</summary>
/// <argument name="decay_steps">Number of steps for one factor.</argument>
/// <argument name="decay_rate">The factor.</argument>
[KerasExport("keras.optimizers.schedules.ExponentialDecay")]
public partial class ExponentialDecay(StaircaseArguments decay)
    : StaircaseDecay((initial, rate, quotient) => initial * MathF.Pow(rate, quotient), decay);

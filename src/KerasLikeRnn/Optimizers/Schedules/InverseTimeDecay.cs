namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>initial_learning_rate / (1 + decay_rate step / decay_steps), in float32.</summary>
[KerasExport("keras.optimizers.schedules.InverseTimeDecay")]
public partial class InverseTimeDecay(StaircaseArguments decay)
    : StaircaseDecay((initial, rate, quotient) => initial / (1f + rate * quotient), decay);

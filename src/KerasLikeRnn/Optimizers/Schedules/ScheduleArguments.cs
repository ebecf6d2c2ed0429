namespace KerasLikeRnn.Optimizers.Schedules;

/// <summary>What the schedules share that begin with a rate and let it fall.</summary>
/// <param name="initial_learning_rate">The rate at step 0.</param>
/// <param name="name">Name of the schedule.</param>
[KerasKeywords, KerasOrder("alpha", "name"), KerasOrder("cycle", "name")]
public sealed record ScheduleArguments(double initial_learning_rate, string? name = null);

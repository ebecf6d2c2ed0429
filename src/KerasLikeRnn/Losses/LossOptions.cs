namespace KerasLikeRnn.Losses;

/// <summary>The arguments that every loss takes besides its own.</summary>
/// <param name="reduction">"auto", "sum_over_batch_size" (the same), "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasKeywords]
public sealed record LossOptions(string reduction = Reduction.AUTO, string? name = null);

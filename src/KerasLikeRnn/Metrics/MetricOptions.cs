namespace KerasLikeRnn.Metrics;

/// <summary>The arguments that every metric takes besides its own.</summary>
/// <param name="name">Name in logs and history; null for the class's name in snake case, numbered.</param>
/// <param name="dtype">Type of the weights and of the computation, float32 by default.</param>
[KerasKeywords]
public sealed record MetricOptions(string? name = null, string? dtype = null);

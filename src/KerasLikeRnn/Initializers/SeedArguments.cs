namespace KerasLikeRnn.Initializers;

/// <summary>What random initializers take besides their own.</summary>
/// <param name="seed">A seed of its own; null draws from the global one.</param>
[KerasKeywords]
public sealed record SeedArguments(long? seed = null);

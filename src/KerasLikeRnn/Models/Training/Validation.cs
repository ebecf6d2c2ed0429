namespace KerasLikeRnn.Models;

/// <summary>What fit validates on.</summary>
/// <param name="Data">Makes the data ready; called before the first validation.</param>
/// <param name="Frequency">After which epochs.</param>
internal sealed record Validation(Func<BatchSource> Data, ValidationFrequency Frequency);

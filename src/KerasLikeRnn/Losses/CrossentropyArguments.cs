namespace KerasLikeRnn.Losses;

/// <summary>How cross entropies read targets and predictions.</summary>
/// <param name="from_logits">Whether the predictions are logits instead of probabilities.</param>
/// <param name="label_smoothing">By how much targets are moved towards the even distribution (of yes-or-no targets 0.5), 0 to 1.</param>
[KerasKeywords]
public sealed record CrossentropyArguments(bool from_logits = false, double label_smoothing = 0.0);

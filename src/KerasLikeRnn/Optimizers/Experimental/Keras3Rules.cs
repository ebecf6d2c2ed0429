namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>
/// What Keras 3 does differently with these optimizers, which it has made its own: gradients are never sparse, constraints of weights are
/// applied, weights may decay, and RMSprop adds epsilon before it takes the root.
/// </summary>
/// <param name="WeightDecay">The share of a weight, times the learning rate, that a step takes from it; null for none.</param>
internal sealed record Keras3Rules(double? WeightDecay);

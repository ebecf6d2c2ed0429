namespace KerasLikeRnn.Layers;

/// <summary>What layers give for numbers of bins or classes.</summary>
/// <param name="output_mode">
/// int: numbers. one_hot: a vector for each. multi_hot: which of them a sample has. count: how often. HashedCrossing has the first two,
/// CategoryEncoding all but the first.
/// </param>
/// <param name="sparse">Not supported: the output is dense.</param>
[KerasKeywords]
public sealed record ModeArguments(string output_mode = "int", bool sparse = false);

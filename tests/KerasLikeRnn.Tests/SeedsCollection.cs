namespace KerasLikeRnn.Tests;

/// <summary>Tests that set the seed of the process: nothing may draw beside them, so they run alone.</summary>
[CollectionDefinition("Seeds", DisableParallelization = true)]
public sealed class SeedsCollection;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Tests that replace the console's output run alone: there is one console.</summary>
[CollectionDefinition("Console", DisableParallelization = true)]
public class ConsoleCollection;

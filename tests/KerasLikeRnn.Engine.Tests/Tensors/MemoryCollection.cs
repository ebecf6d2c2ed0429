namespace KerasLikeRnn.Engine.Tests;

/// <summary>Tests that watch the pool of memory blocks: nothing may take blocks beside them, so they run alone.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public sealed class MemoryCollection;

namespace KerasLikeRnn.Engine;

/// <summary>The two seeds of a random operation: the global one and the operation's own.</summary>
/// <param name="Seed">The global seed, reduced to 31 bits.</param>
/// <param name="Seed2">The operation's seed, reduced to 31 bits.</param>
public readonly record struct SeedPair(long Seed, long Seed2)
{
    private const long Largest = int.MaxValue;
    private const long DefaultGlobalSeed = 87654321;

    /// <summary>The stream that begins with this pair.</summary>
    public Philox Stream => new((ulong)Seed, (ulong)Seed2);

    /// <summary>
    /// The pair of an operation whose seeds are known: both modulo 2**31 − 1; (0, 0), which would mean "no seed", becomes
    /// (0, 2**31 − 1); without a global seed its place is taken by 87654321.
    /// </summary>
    internal static SeedPair Of(long? globalSeed, long operationSeed)
    {
        var pair = new SeedPair(Reduce(globalSeed ?? DefaultGlobalSeed), Reduce(operationSeed));
        return pair is (0, 0) ? new SeedPair(0, Largest) : pair;
    }

    /// <summary>A pair from the system, for operations that nobody gave a seed.</summary>
    internal static SeedPair FromSystem() => new(Random.Shared.NextInt64(), Random.Shared.NextInt64());

    // The remainder of a negative seed is counted from below, as in Python.
    private static long Reduce(long seed) => ((seed % Largest) + Largest) % Largest;
}

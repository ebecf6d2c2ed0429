namespace KerasLikeRnn.Engine;

/// <summary>
/// The <c>seed=</c> argument of an initializer or of a random layer: its first draw takes the seed itself, each further draw of
/// the same object the next number.
/// </summary>
/// <param name="seed">The seed as given.</param>
/// <param name="stays">Whether every draw takes the seed itself, as <c>tf.random.normal(seed=...)</c> does.</param>
public sealed class OwnSeed(long seed, bool stays = false)
{
    private long next = seed;

    /// <summary>The seed as given.</summary>
    public long Seed { get; } = seed;

    /// <summary>The seed of the next draw.</summary>
    public long Next() => stays ? Seed : Interlocked.Increment(ref next) - 1;

    /// <summary>Notes which draw is next, or goes back there.</summary>
    internal void Keep(StreamNumbers numbers) => next = numbers.Keep(next);

    /// <summary>An own seed for a given number, none for none.</summary>
    public static OwnSeed? From(long? seed) => seed is { } given ? new OwnSeed(given) : null;
}

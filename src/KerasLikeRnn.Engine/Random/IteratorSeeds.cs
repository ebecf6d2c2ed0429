namespace KerasLikeRnn.Engine;

/// <summary>The seeds of those who go through a shuffled dataset, one pair for each that begins.</summary>
/// <param name="seeds">The seeds of the dataset.</param>
/// <param name="renews">Whether each gets a pair of its own, drawn from the stream of the dataset's; else all have the dataset's.</param>
public sealed class IteratorSeeds(SeedPair seeds, bool renews)
{
    private readonly Lock gate = new();
    private long given;

    /// <summary>How many have begun.</summary>
    internal long Given
    {
        get { lock (gate) return given; }
        set { lock (gate) given = value; }
    }

    /// <summary>The stream of the next one.</summary>
    public RandomWords Next()
    {
        if (!renews) return new(seeds.Stream);
        Span<uint> group = stackalloc uint[Philox.GroupSize];
        lock (gate)
        {
            var half = (int)(given % 2) * 2;
            seeds.Stream.Skip((ulong)(given++ / 2)).Fill(group);
            return new(new Philox(group[half], group[half + 1]));
        }
    }
}

namespace KerasLikeRnn.Engine;

/// <summary>
/// Numbers that say how far random streams have come: noted one after another, or given back in the same order, to go on from there.
/// </summary>
internal sealed class StreamNumbers
{
    private readonly List<long> numbers = [];
    private int next;

    /// <summary>To note numbers.</summary>
    public StreamNumbers() { }

    /// <summary>To give back the numbers that were noted.</summary>
    public StreamNumbers(IEnumerable<long> noted)
    {
        numbers.AddRange(noted);
        IsRestoring = true;
    }

    /// <summary>Whether numbers are given back.</summary>
    public bool IsRestoring { get; }

    /// <summary>What was noted.</summary>
    public long[] Noted => [.. numbers];

    /// <summary>Notes a number and gives it back; or gives the one that was noted here.</summary>
    /// <exception cref="InvalidDataException">There are no more.</exception>
    public long Keep(long number)
    {
        if (IsRestoring) return next < numbers.Count ? numbers[next++] : throw TooFew();
        numbers.Add(number);
        return number;
    }

    public bool Keep(bool truth) => Keep(truth ? 1L : 0L) != 0;

    public ulong Keep(ulong number) => unchecked((ulong)Keep((long)number));

    public long? Keep(long? number) => Keep(number is not null) ? Keep(number ?? 0) : null;

    public SeedPair Keep(SeedPair seeds) => new(Keep(seeds.Seed), Keep(seeds.Seed2));

    /// <summary>A number of things that follow, each of at least one number.</summary>
    /// <exception cref="InvalidDataException">There are not as many numbers.</exception>
    public int KeepCount(int count)
    {
        var kept = Keep((long)count);
        if (IsRestoring && (kept < 0 || kept > numbers.Count - next)) throw TooFew();
        return (int)kept;
    }

    public string Keep(string text)
    {
        var characters = new char[KeepCount(text.Length)];
        for (var i = 0; i < characters.Length; i++) characters[i] = (char)Keep(IsRestoring ? 0L : text[i]);
        return new(characters);
    }

    private static InvalidDataException TooFew() => new("it has too few numbers of streams");
}

namespace KerasLikeRnn.Engine;

/// <summary>A stream that remembers how far it was used: what a random operation of TensorFlow keeps between two runs.</summary>
internal sealed class DrawPosition(SeedPair seeds)
{
    // TensorFlow sets aside this many groups of four outputs for every element of a draw, whatever the draw needs.
    private const ulong GroupsPerElement = 256;

    private readonly Lock gate = new();
    private ulong group;
    private int session;

    /// <summary>A stream as it was noted.</summary>
    public DrawPosition(StreamNumbers numbers, int currentSession) : this(numbers.Keep(default(SeedPair))) =>
        (group, session) = (numbers.Keep(0UL), currentSession);

    public SeedPair Seeds { get; } = seeds;

    /// <summary>Notes how far it was used.</summary>
    public void Note(StreamNumbers numbers, int currentSession)
    {
        numbers.Keep(Seeds);
        lock (gate) numbers.Keep(session == currentSession ? group : 0);
    }

    /// <summary>Where a draw of so many elements begins; the next one begins behind it, or at the start in a new session.</summary>
    public Philox Take(RandomOperation operation, long elements, int currentSession) => TakeGroups(
        operation == RandomOperation.Shuffle ? (ulong)(elements + 2) / 4 : (ulong)elements * GroupsPerElement, currentSession);

    public Philox TakeGroups(ulong groups, int currentSession)
    {
        lock (gate)
        {
            if (session != currentSession) (session, group) = (currentSession, 0);
            var stream = Seeds.Stream.Skip(group);
            group += groups;
            return stream;
        }
    }
}

namespace KerasLikeRnn.Engine;

/// <summary>A stream that remembers how far it was used: what a random operation of TensorFlow keeps between two runs.</summary>
internal sealed class DrawPosition(SeedPair seeds)
{
    // TensorFlow sets aside this many groups of four outputs for every element of a draw, whatever the draw needs.
    private const ulong GroupsPerElement = 256;

    private readonly Lock gate = new();
    private ulong group;
    private int session;

    public SeedPair Seeds { get; } = seeds;

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

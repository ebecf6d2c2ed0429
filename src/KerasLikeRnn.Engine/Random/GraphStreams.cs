namespace KerasLikeRnn.Engine;

/// <summary>
/// The random operations of one compiled graph, in the order in which the forward pass reaches them. The first pass gives them
/// their seeds (0, 1, 2, ... or their own); each further pass goes on where each operation stopped.
/// </summary>
public sealed class GraphStreams
{
    private readonly long? seed;
    private readonly int traces;
    private readonly Graph graph;
    private int reached;

    internal GraphStreams(RandomStreams streams, int traces)
    {
        (Streams, this.traces) = (streams, traces);
        seed = streams.Seed;
        graph = new();
    }

    private GraphStreams(GraphStreams other) =>
        (Streams, traces, seed, graph, TakesSeeds) = (other.Streams, other.traces, other.seed, other.graph, other.TakesSeeds);

    /// <summary>Those for which this is one graph of many.</summary>
    internal RandomStreams Streams { get; }

    /// <summary>Whether operations take seeds; else they only draw numbers, as where shapes are looked for.</summary>
    internal bool TakesSeeds { get; init; } = true;

    /// <summary>The same graph, from its first operation on: passes may run side by side.</summary>
    internal GraphStreams Pass() => new(this);

    internal void BeginPass() => reached = 0;

    internal Philox Draw(RandomOperation operation, long elements, OwnSeed? own) =>
        Reach(() => new DrawPosition(NextSeeds(own))).Take(operation, elements, Streams.Session);

    // An operation whose values nothing uses: it has its seeds all the same.
    internal void SkipDraw(OwnSeed? own) => Reach(() => new DrawPosition(NextSeeds(own)));

    // An operation that takes its seed from elsewhere, once.
    internal Philox DrawSeeded(RandomOperation operation, long elements, Func<long> own) =>
        Reach(() => new DrawPosition(SeedPair.Of(seed, TakesSeeds ? own() : 0))).Take(operation, elements, Streams.Session);

    internal GraphStreams Body() => Reach(() => new GraphStreams(Streams, traces) { TakesSeeds = TakesSeeds }).Pass();

    private T Reach<T>(Func<T> make) where T : notnull
    {
        lock (graph)
        {
            var operations = graph.Operations;
            if (reached < operations.Count && operations[reached] is T known)
            {
                reached++;
                return known;
            }
            // A pass that takes another way than the one before: what follows is new.
            if (reached < operations.Count) operations.RemoveRange(reached, operations.Count - reached);
            var made = make();
            operations.Add(made);
            reached = operations.Count;
            return made;
        }
    }

    private SeedPair NextSeeds(OwnSeed? own)
    {
        if (own is null) return seed is null ? SeedPair.FromSystem() : SeedPair.Of(seed, graph.NextSeed++);
        if (!TakesSeeds) return SeedPair.Of(seed, own.Seed);
        var last = own.Next();
        for (var trace = 1; trace < traces; trace++) last = own.Next();
        return SeedPair.Of(seed, last);
    }

    private sealed class Graph
    {
        public List<object> Operations { get; } = [];

        public long NextSeed { get; set; }
    }
}

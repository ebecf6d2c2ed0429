namespace KerasLikeRnn.Engine;

/// <summary>
/// The random operations of one compiled graph, in the order in which the forward pass reaches them. The first pass gives them
/// their seeds (0, 1, 2, ... or their own); each further pass goes on where each operation stopped.
/// </summary>
public sealed class GraphStreams
{
    private readonly RandomStreams streams;
    private readonly long? seed;
    private readonly Func<bool>? makesVariables;
    private readonly GraphStreams? called;
    private readonly List<object> operations = [];
    private int reached;
    private long nextSeed;

    /// <param name="streams">The streams it belongs to.</param>
    /// <param name="makesVariables">Whether the function makes variables, its graph being made twice: asked when an own seed is taken.</param>
    internal GraphStreams(RandomStreams streams, Func<bool>? makesVariables = null)
    {
        (this.streams, this.makesVariables) = (streams, makesVariables);
        seed = streams.Seed;
    }

    // A call of a compiled function within another one: the seeds are the function's own, the streams those of this call.
    private GraphStreams(GraphStreams called) : this(called.streams) => this.called = called;

    /// <summary>Whether operations take seeds; else they only draw numbers, as where shapes are looked for.</summary>
    internal bool TakesSeeds { get; init; } = true;

    internal void BeginPass() => reached = 0;

    internal Philox Draw(RandomOperation operation, long elements, OwnSeed? own) =>
        Reach(graph => new DrawPosition(graph.NextSeeds(own))).Take(operation, elements, streams.Session);

    // An operation whose values nothing uses: it has its seeds all the same.
    internal void SkipDraw(OwnSeed? own) => Reach(graph => new DrawPosition(graph.NextSeeds(own)));

    // An operation that takes its seed from elsewhere, once.
    internal Philox DrawSeeded(RandomOperation operation, long elements, Func<long> own) =>
        Reach(graph => new DrawPosition(SeedPair.Of(graph.seed, graph.TakesSeeds ? own() : 0))).Take(operation, elements, streams.Session);

    internal GraphStreams Body() => Reach(graph => new GraphStreams(streams, graph.makesVariables) { TakesSeeds = graph.TakesSeeds });

    // A graph called from this one; where this one only draws numbers, the called one must not take its seeds from that.
    internal GraphStreams Call(GraphStreams function) =>
        Reach(_ => TakesSeeds ? new GraphStreams(function) : new GraphStreams(streams) { TakesSeeds = false });

    private DrawPosition Reach(Func<GraphStreams, DrawPosition> make) => Reach(make, known => new DrawPosition(known.Seeds));

    private GraphStreams Reach(Func<GraphStreams, GraphStreams> make) => Reach(make, known => new GraphStreams(known.called ?? known));

    private T Reach<T>(Func<GraphStreams, T> make, Func<T, T> again) where T : notnull
    {
        if (reached < operations.Count && operations[reached] is T known)
        {
            reached++;
            return known;
        }
        // A pass that takes another way than the one before: what follows is new.
        operations.RemoveRange(reached, operations.Count - reached);
        T made;
        if (called is null) made = make(this);
        else
        {
            called.reached = reached;
            made = again(called.Reach(make, again));
        }
        operations.Add(made);
        reached++;
        return made;
    }

    private SeedPair NextSeeds(OwnSeed? own)
    {
        if (own is null) return seed is null ? SeedPair.FromSystem() : SeedPair.Of(seed, nextSeed++);
        if (!TakesSeeds) return SeedPair.Of(seed, own.Seed);
        // The first trace only finds out which variables the function makes; a second one is what runs.
        if (makesVariables?.Invoke() == true) own.Next();
        return SeedPair.Of(seed, own.Next());
    }
}

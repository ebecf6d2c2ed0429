namespace KerasLikeRnn.Engine;

/// <summary>
/// The random operations of one compiled graph, in the order in which the forward pass reaches them. The first pass gives them
/// their seeds (0, 1, 2, ... or their own); each further pass goes on where each operation stopped.
/// </summary>
public sealed class GraphStreams
{
    private readonly long? seed;
    private readonly Func<bool>? makesVariables;
    private readonly GraphStreams? called;
    private readonly Graph graph;
    private int reached;
    private Action? turn;

    /// <param name="streams">The streams it belongs to.</param>
    /// <param name="makesVariables">Whether the function makes variables, its graph being made twice: asked when an own seed is
    /// taken.</param>
    internal GraphStreams(RandomStreams streams, Func<bool>? makesVariables = null)
    {
        (Streams, this.makesVariables) = (streams, makesVariables);
        seed = streams.Seed;
        graph = new();
    }

    // A call of a compiled function within another one: the seeds are the function's own, the streams those of this call.
    private GraphStreams(GraphStreams called) : this(called.Streams) => this.called = called;

    private GraphStreams(GraphStreams other, Graph graph) =>
        (Streams, makesVariables, called, seed, this.graph, TakesSeeds) =
        (other.Streams, other.makesVariables, other.called, other.seed, graph, other.TakesSeeds);

    /// <summary>A graph as it was noted, with those inside of it.</summary>
    internal GraphStreams(RandomStreams streams, StreamNumbers numbers)
    {
        (Streams, seed, TakesSeeds) = (streams, numbers.Keep((long?)null), numbers.Keep(false));
        if (numbers.Keep(false))
        {
            var makes = numbers.Keep(false);
            makesVariables = () => makes;
        }
        graph = new() { NextSeed = numbers.Keep(0L) };
        for (var count = numbers.KeepCount(0); count > 0; count--)
            graph.Operations.Add(numbers.Keep(false) ? new GraphStreams(streams, numbers) : new DrawPosition(numbers, streams.Session));
    }

    /// <summary>Notes how far it was used.</summary>
    internal void Note(StreamNumbers numbers)
    {
        lock (graph)
        {
            numbers.Keep(seed);
            numbers.Keep(TakesSeeds);
            if (numbers.Keep(makesVariables is not null)) numbers.Keep(makesVariables!());
            numbers.Keep(graph.NextSeed);
            numbers.KeepCount(graph.Operations.Count);
            foreach (var operation in graph.Operations)
            {
                numbers.Keep(operation is GraphStreams);
                if (operation is GraphStreams inner) inner.Note(numbers);
                else ((DrawPosition)operation).Note(numbers, Streams.Session);
            }
        }
    }

    /// <summary>Those for which this is one graph of many.</summary>
    internal RandomStreams Streams { get; }

    /// <summary>Whether operations take seeds; else they only draw numbers, as where shapes are looked for.</summary>
    internal bool TakesSeeds { get; init; } = true;

    /// <summary>The same graph, from its first operation on: passes may run side by side.</summary>
    /// <param name="turn">Called before an operation is reached: waits for passes whose draws come before.</param>
    internal GraphStreams Pass(Action? turn = null) => new(this, graph) { turn = turn };

    internal void BeginPass() => reached = 0;

    internal Philox Draw(RandomOperation operation, long elements, OwnSeed? own) =>
        Reach(owner => new DrawPosition(owner.NextSeeds(own))).Take(operation, elements, Streams.Session);

    // An operation whose values nothing uses: it has its seeds all the same.
    internal void SkipDraw(OwnSeed? own) => Reach(owner => new DrawPosition(owner.NextSeeds(own)));

    // An operation that takes its seed from elsewhere, once.
    internal Philox DrawSeeded(RandomOperation operation, long elements, Func<long> own) =>
        Reach(owner => new DrawPosition(SeedPair.Of(owner.seed, owner.TakesSeeds ? own() : 0))).Take(operation, elements, Streams.Session);

    internal GraphStreams Body() =>
        Reach(owner => new GraphStreams(Streams, owner.makesVariables) { TakesSeeds = owner.TakesSeeds }).Pass();

    // A graph called from this one; where this one only draws numbers, the called one must not take its seeds from that.
    internal GraphStreams Call(GraphStreams function) =>
        Reach(_ => TakesSeeds ? new GraphStreams(function) : new GraphStreams(Streams) { TakesSeeds = false });

    private DrawPosition Reach(Func<GraphStreams, DrawPosition> make) => Reach(make, known => new DrawPosition(known.Seeds));

    private GraphStreams Reach(Func<GraphStreams, GraphStreams> make) => Reach(make, known => new GraphStreams(known.called ?? known));

    private T Reach<T>(Func<GraphStreams, T> make, Func<T, T> again) where T : notnull
    {
        turn?.Invoke();
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
            var made = called is null ? make(this) : again(called.At(reached).Reach(make, again));
            operations.Add(made);
            reached = operations.Count;
            return made;
        }
    }

    private GraphStreams At(int operation) => new(this, graph) { reached = operation };

    private SeedPair NextSeeds(OwnSeed? own)
    {
        if (own is null) return seed is null ? SeedPair.FromSystem() : SeedPair.Of(seed, graph.NextSeed++);
        if (!TakesSeeds) return SeedPair.Of(seed, own.Seed);
        // The first trace only finds out which variables the function makes; a second one is what runs.
        if (makesVariables?.Invoke() == true) own.Next();
        return SeedPair.Of(seed, own.Next());
    }

    private sealed class Graph
    {
        public List<object> Operations { get; } = [];

        public long NextSeed { get; set; }
    }
}

namespace KerasLikeRnn.Engine;

/// <summary>
/// Where all random numbers of tensors come from: initial weights, the order of the samples, dropout masks. With a seed they
/// are the numbers that TensorFlow 2.9 draws; without one they come from the system. docs/seeds.md tells the rules.
/// </summary>
public sealed class RandomStreams
{
    private static readonly Ambient<GraphStreams> current = new();

    private readonly Lock gate = new();
    private readonly Dictionary<(RandomOperation, bool, SeedPair), DrawPosition> eager = [];
    private PythonRandom operationSeeds = new();

    /// <summary>The streams of the process.</summary>
    public static RandomStreams Global { get; } = new();

    /// <summary>The global seed, null without one.</summary>
    public long? Seed { get; private set; }

    /// <summary>Whether the step of a compiled function is running, so that draws come from its graph.</summary>
    public bool InGraph => Graph is not null;

    internal int Session { get; private set; }

    private GraphStreams? Graph => current.Value is { } graph && graph.Streams == this ? graph : null;

    /// <summary>Whether some operation has taken its seed from elsewhere, so that it matters how often a step is traced.</summary>
    internal bool TakesSeeds { get; private set; }

    /// <summary>
    /// Sets the global seed (<c>tf.random.set_seed</c>) and starts the operations' seeds over. Graphs already made keep their
    /// seeds, but all their streams start again. Null: no seed, as at the start of the process.
    /// </summary>
    public void SetSeed(long? seed)
    {
        lock (gate)
        {
            Seed = seed;
            operationSeeds = seed is { } given ? new PythonRandom(given) : new PythonRandom();
            StartSession();
        }
    }

    /// <summary>
    /// Starts all streams again that exist already (<c>keras.backend.clear_session</c>): those of graphs and of own seeds. The
    /// seeds of new operations go on.
    /// </summary>
    public void ClearSession()
    {
        lock (gate) StartSession();
    }

    /// <summary>Notes the seed and how far the streams outside graphs were used, or goes back there.</summary>
    internal void Keep(StreamNumbers numbers)
    {
        lock (gate)
        {
            Seed = numbers.Keep(Seed);
            TakesSeeds = numbers.Keep(TakesSeeds);
            operationSeeds.Keep(numbers);
            var noted = eager.ToArray();
            if (numbers.IsRestoring) eager.Clear();
            var count = numbers.KeepCount(noted.Length);
            for (var i = 0; i < count; i++)
            {
                var ((operation, float64, _), position) = numbers.IsRestoring ? default : noted[i];
                operation = (RandomOperation)numbers.Keep((long)operation);
                float64 = numbers.Keep(float64);
                if (numbers.IsRestoring) position = new DrawPosition(numbers, Session);
                else position.Note(numbers, Session);
                eager[(operation, float64, position.Seeds)] = position;
            }
        }
    }

    /// <summary>The streams of a function as they were noted.</summary>
    internal FunctionStreams Function(StreamNumbers numbers) => new(this, numbers);

    /// <summary>
    /// The seeds of the next operation outside graphs: the global one and the own one if there is one, else a number drawn for
    /// it, one for each operation in order.
    /// </summary>
    public SeedPair NextOperationSeeds(OwnSeed? own = null)
    {
        lock (gate)
        {
            if (own is not null) return SeedPair.Of(Seed, own.Next());
            return Seed is null ? SeedPair.FromSystem() : SeedPair.Of(Seed, operationSeeds.RandInt(0, int.MaxValue));
        }
    }

    /// <summary>A draw outside graphs, also while a step runs: initial weights.</summary>
    /// <param name="operation">What is drawn: draws of one kind, type and pair of seeds go on where the last one stopped.</param>
    /// <param name="elements">How many elements.</param>
    /// <param name="own">The <c>seed=</c> of the initializer or layer that draws, if it has one.</param>
    /// <param name="float64">Whether the elements are float64 (or int64) instead of float32 (or int32).</param>
    public Philox DrawEagerly(RandomOperation operation, long elements, OwnSeed? own = null, bool float64 = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        var seeds = NextOperationSeeds(own);
        if (own is null) return seeds.Stream;
        lock (gate)
        {
            var key = (operation, float64, seeds);
            if (!eager.TryGetValue(key, out var position)) eager[key] = position = new DrawPosition(seeds);
            return position.Take(operation, elements, Session);
        }
    }

    /// <summary>A draw of a layer's forward pass: from the graph of the running step, outside steps as <see cref="DrawEagerly"/>.</summary>
    /// <param name="operation">What is drawn.</param>
    /// <param name="elements">How many elements.</param>
    /// <param name="own">The <c>seed=</c> of the layer that draws, if it has one.</param>
    /// <param name="float64">Whether the elements are float64 (or int64) instead of float32 (or int32).</param>
    public Philox Draw(RandomOperation operation, long elements, OwnSeed? own = null, bool float64 = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        return Graph?.Draw(operation, elements, own) ?? DrawEagerly(operation, elements, own, float64);
    }

    /// <summary>A draw whose own seed comes from elsewhere: in a graph once, when it is made, else each time.</summary>
    internal Philox DrawSeeded(RandomOperation operation, long elements, Func<long> seed, bool float64 = false)
    {
        TakesSeeds = true;
        return Graph?.DrawSeeded(operation, elements, seed) ?? DrawEagerly(operation, elements, new OwnSeed(seed(), stays: true), float64);
    }

    /// <summary>
    /// Leaves out draws of a layer's forward pass that Keras numbers but whose values nothing uses: Dropout with rate 0, the
    /// masks of the gates that the fast LSTM and GRU do not look at.
    /// </summary>
    /// <param name="count">How many operations.</param>
    /// <param name="own">The <c>seed=</c> of the layer, if it has one.</param>
    public void SkipDraws(int count, OwnSeed? own = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var i = 0; i < count; i++)
        {
            if (Graph is { } graph) graph.SkipDraw(own);
            else NextOperationSeeds(own);
        }
    }

    /// <summary>
    /// Begins a loop over time steps in a layer's forward pass. In a graph each step of the loop draws anew, from operations
    /// that the loop's body numbers for itself; outside graphs nothing changes, and a mask made at the first step serves all.
    /// </summary>
    public RandomLoop Loop() => new(Graph?.Body());

    /// <summary>The streams of a function to be compiled.</summary>
    /// <param name="makesVariables">Whether its first run makes variables (an optimizer that was not used before, metrics),
    /// which makes Keras trace it twice; this is seen in layers with own seeds only, whose seed advances with each trace.</param>
    public FunctionStreams Function(bool makesVariables = true) => new(this, () => makesVariables, relaxesShapes: true);

    /// <summary>The streams of a function of the user's, of which it shows while it runs whether it makes variables.</summary>
    internal FunctionStreams Function(Func<bool> makesVariables, bool relaxesShapes) => new(this, makesVariables, relaxesShapes);

    /// <summary>The orders of the samples for one call of <c>fit</c> with shuffle=True: each call starts the same sequence.</summary>
    public ShuffleStream Shuffle() => new(GraphSeeds(0));

    /// <summary>The seeds of a shuffled dataset: of the running graph where it is made in one.</summary>
    /// <param name="own">The <c>seed=</c> of the dataset, if it has one.</param>
    public SeedPair DatasetSeeds(OwnSeed? own)
    {
        if (Graph?.Draw(RandomOperation.Uniform, 0, own) is { } stream) return new((long)stream.Seed, (long)stream.Seed2);
        return NextOperationSeeds(own);
    }

    /// <summary>The orders of batches and samples for one call of <c>fit</c> with shuffle="batch".</summary>
    public BatchShuffleStream BatchShuffle() => new(GraphSeeds);

    /// <summary>Traces a step: until the result is disposed of, draws come from a graph that is thrown away then.</summary>
    /// <param name="takesSeeds">Whether operations take seeds, as when Keras traces the step.</param>
    internal IDisposable Trace(bool takesSeeds) => Enter(new GraphStreams(this) { TakesSeeds = takesSeeds });

    /// <summary>Runs a graph from its beginning; within another one, as a part of that.</summary>
    internal IDisposable Call(GraphStreams graph) => Enter((Graph?.Call(graph) ?? graph).Pass());

    /// <summary>A pass through a graph, entered by whoever runs it.</summary>
    internal GraphStreams PassOf(GraphStreams graph, Action turn) => (Graph?.Call(graph) ?? graph).Pass(turn);

    internal static IDisposable Enter(GraphStreams graph) => current.Enter(graph);

    private SeedPair GraphSeeds(int operation) => Seed is null ? SeedPair.FromSystem() : SeedPair.Of(Seed, operation);

    private void StartSession()
    {
        Session++;
        eager.Clear();
    }
}

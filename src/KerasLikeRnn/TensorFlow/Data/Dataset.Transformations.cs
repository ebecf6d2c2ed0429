using System.Runtime.CompilerServices;

namespace KerasLikeRnn.TensorFlow.Data;

// Datasets made of others.
public abstract partial class Dataset
{
    /// <summary>The elements in random order, each drawn from a buffer of the next ones; TensorFlow's own order under a seed.</summary>
    /// <param name="buffer_size">How many elements wait to be drawn from; as many as there are shuffle all.</param>
    /// <param name="seed">A seed of its own beside the global one.</param>
    /// <param name="reshuffle_each_iteration">Whether each pass through the dataset has an order of its own; it has by default.</param>
    /// <exception cref="ValueError">buffer_size is not positive.</exception>
    public Dataset shuffle(long buffer_size, long? seed = null, bool? reshuffle_each_iteration = null) =>
        new ShuffleDataset(this, buffer_size, seed, reshuffle_each_iteration ?? true);

    /// <summary>Several elements stacked to one, along a new first axis.</summary>
    /// <param name="batch_size">How many elements.</param>
    /// <param name="drop_remainder">Whether a last batch that is not full is left out.</param>
    /// <param name="num_parallel_calls">Without effect: kernels use all processors.</param>
    /// <param name="deterministic">Without effect: the order is always that of the elements.</param>
    /// <exception cref="ValueError">batch_size is not positive; or, when it is met, elements differ in shape.</exception>
    public Dataset batch(long batch_size, bool drop_remainder = false, long? num_parallel_calls = null, bool? deterministic = null) =>
        new BatchDataset(this, batch_size, drop_remainder);

    /// <summary>The same of elements of different sizes, which are made equally large first.</summary>
    /// <param name="batch_size">How many elements.</param>
    /// <param name="padded_shapes">A shape for each part of the elements, null for an axis as long as the longest: <c>[[null],
    /// []]</c>.</param>
    /// <param name="padding_values">What is filled in, for each part or for all: 0 and empty texts by default.</param>
    /// <param name="drop_remainder">Whether a last batch that is not full is left out.</param>
    /// <exception cref="ValueError">An element is larger than its padded shape.</exception>
    public Dataset padded_batch(
        long batch_size, IReadOnlyList<Shape?>? padded_shapes = null, Element? padding_values = null, bool drop_remainder = false) =>
        new PaddedBatchDataset(this, batch_size, padded_shapes, padding_values, drop_remainder);

    /// <summary>The rows of the elements: what batch made is taken apart.</summary>
    public Dataset unbatch() => new UnbatchDataset(this);

    /// <summary>The elements several times.</summary>
    /// <param name="count">How often; for ever by default, or where it is negative.</param>
    public Dataset repeat(long? count = null) => new RepeatDataset(this, count ?? -1);

    /// <summary>The first elements.</summary>
    /// <param name="count">How many; all where it is negative.</param>
    public Dataset take(long count) => new TakeDataset(this, count);

    /// <summary>All but the first elements.</summary>
    /// <param name="count">How many are left out; all where it is negative.</param>
    public Dataset skip(long count) => new SkipDataset(this, count);

    /// <summary>Every n-th element.</summary>
    /// <param name="num_shards">n.</param>
    /// <param name="index">The first one, counted from 0.</param>
    /// <exception cref="ValueError">index is no number below n.</exception>
    public Dataset shard(long num_shards, long index)
    {
        if (num_shards <= 0) throw new ValueError($"Number of shards must be greater than zero (currently num_shards = {num_shards}).");
        if (index < 0 || index >= num_shards)
            throw new ValueError($"Index must be between 0 and {num_shards - 1} (currently index = {index}).");
        return new ShardDataset(this, num_shards, index);
    }

    /// <summary>The elements, kept once all of them have been gone through: in memory, or in a file that later runs read too.</summary>
    /// <param name="filename">How the name of the file begins; empty for memory. As in TensorFlow nobody looks whether the elements are
    /// still what is in the file: delete it where they are not. A pass that ends early leaves no file.</param>
    /// <exception cref="DataLossError">When it is met: the file is damaged.</exception>
    /// <exception cref="TypeError">When it is met: an element is a dataset, which no file holds.</exception>
    public Dataset cache(string filename = "") => Required.NotNull(filename).Length == 0
        ? new CacheDataset(this)
        : new FileCacheDataset(this, filename);

    /// <summary>The elements, made ahead of what is asked while others are in use.</summary>
    /// <param name="buffer_size">How many; -1 (<c>tf.data.AUTOTUNE</c>) for two.</param>
    /// <exception cref="ValueError">It is below -1.</exception>
    public Dataset prefetch(long buffer_size) => buffer_size >= -1
        ? new PrefetchDataset(this, buffer_size == -1 ? 2 : checked((int)buffer_size))
        : throw new ValueError($"buffer_size must be >= 0 or tf.data.AUTOTUNE. Received: {buffer_size}", nameof(buffer_size));

    /// <summary>The elements of this dataset, then those of another one of the same structure and types.</summary>
    /// <exception cref="TypeError">The elements differ in structure or type.</exception>
    public Dataset concatenate(Dataset dataset) => new ConcatenateDataset(this, Required.NotNull(dataset));

    /// <summary>Pairs of numbers, int64, and elements.</summary>
    /// <param name="start">The first number.</param>
    public Dataset enumerate(long start = 0) =>
        new ZipDataset(Structure.Tuple(Structure.Single, Structure.Single), [new RangeDataset(start, long.MaxValue, 1, DType.Int64), this]);

    /// <summary>Windows of elements, each a dataset: <c>ds.window(3, shift: 1).flat_map(w => w.batch(3))</c>.</summary>
    /// <param name="size">Elements of a window.</param>
    /// <param name="shift">How far a window begins behind the last one; its size by default.</param>
    /// <param name="stride">How far its elements are apart.</param>
    /// <param name="drop_remainder">Whether last windows that are not full are left out.</param>
    /// <exception cref="ValueError">A number is not positive.</exception>
    public Dataset window(long size, long? shift = null, long stride = 1, bool drop_remainder = false)
    {
        if (size <= 0) throw new ValueError($"Window size must be greater than zero.", nameof(size));
        if (shift <= 0) throw new ValueError($"Window shift must be greater than zero.", nameof(shift));
        if (stride <= 0) throw new ValueError($"Window stride must be greater than zero.", nameof(stride));
        return new WindowDataset(this, size, shift ?? size, stride, drop_remainder);
    }

    /// <summary>What a function of datasets makes of this one.</summary>
    public Dataset apply(Func<Dataset, Dataset> transformation_func) => Required.NotNull(transformation_func)(this);

    /// <summary>What a function gives for each element: <c>ds.map(x => x * 2)</c>, of dictionaries <c>ds.map(d => d["a"])</c>.</summary>
    /// <param name="map_func">The function.</param>
    /// <param name="num_parallel_calls">How many calls run side by side, ahead of what is asked; -1 (<c>tf.data.AUTOTUNE</c>) for as many
    /// as there are processors; null: each runs when its result is asked for.</param>
    /// <param name="deterministic">Without effect: the order is always that of the elements.</param>
    /// <exception cref="ValueError">num_parallel_calls is 0, or below -1.</exception>
    [OverloadResolutionPriority(1)]
    public Dataset map(Func<Element, Element> map_func, long? num_parallel_calls = null, bool? deterministic = null) =>
        Mapped(Required.NotNull(map_func), num_parallel_calls);

    /// <summary>The same of tuples of two: <c>ds.map((x, y) => (tf.cast(x, "float32") / 255.0, y))</c>.</summary>
    [OverloadResolutionPriority(1)]
    public Dataset map(Func<Element, Element, Element> map_func, long? num_parallel_calls = null, bool? deterministic = null) =>
        Mapped(Functions.Of(Required.NotNull(map_func)), num_parallel_calls);

    /// <summary>The same of tuples of three.</summary>
    [OverloadResolutionPriority(1)]
    public Dataset map(Func<Element, Element, Element, Element> map_func, long? num_parallel_calls = null, bool? deterministic = null) =>
        Mapped(Functions.Of(Required.NotNull(map_func)), num_parallel_calls);

    /// <summary>The same by a function of tensors, as a method of one's own: <c>ds.map(Normalized)</c>.</summary>
    public Dataset map<T>(Func<Tensor, T> map_func, long? num_parallel_calls = null, bool? deterministic = null)
    {
        Required.NotNull(map_func);
        return Mapped(x => Functions.Given(Element.FromObject(map_func(x))), num_parallel_calls);
    }

    /// <summary>The same by a function of two tensors.</summary>
    public Dataset map<T>(Func<Tensor, Tensor, T> map_func, long? num_parallel_calls = null, bool? deterministic = null)
    {
        Required.NotNull(map_func);
        return Mapped(Functions.Of((x, y) => Functions.Given(Element.FromObject(map_func(x, y)))), num_parallel_calls);
    }

    /// <summary>The elements of which a function says so: <c>ds.filter(x => x > 5)</c>.</summary>
    /// <param name="predicate">Gives a truth value, or a tensor of one.</param>
    /// <exception cref="ValueError">When it is met: the function gives something else.</exception>
    public Dataset filter(Func<Element, Element> predicate) => new FilterDataset(this, Required.NotNull(predicate));

    /// <summary>The same of tuples of two.</summary>
    public Dataset filter(Func<Element, Element, Element> predicate) => new FilterDataset(this, Functions.Of(Required.NotNull(predicate)));

    /// <summary>The elements of the datasets that a function gives, one dataset after another.</summary>
    [OverloadResolutionPriority(1)]
    public Dataset flat_map(Func<Element, Dataset> map_func) => new FlatMapDataset(this, Required.NotNull(map_func));

    /// <summary>The same of tuples of two.</summary>
    [OverloadResolutionPriority(1)]
    public Dataset flat_map(Func<Element, Element, Dataset> map_func) => new FlatMapDataset(this, Functions.Of(Required.NotNull(map_func)));

    /// <summary>The same of windows: <c>flat_map(window => window.batch(3))</c>.</summary>
    public Dataset flat_map(Func<Dataset, Dataset> map_func)
    {
        Required.NotNull(map_func);
        return new FlatMapDataset(this, window => map_func(window));
    }

    /// <summary>The same of tuples of windows: <c>flat_map((x, y) => tf.data.Dataset.zip((x.batch(3), y.batch(3))))</c>.</summary>
    public Dataset flat_map(Func<Dataset, Dataset, Dataset> map_func)
    {
        Required.NotNull(map_func);
        return new FlatMapDataset(this, Functions.Of((x, y) => map_func(x, y)));
    }

    /// <summary>The elements of the datasets that a function gives, a block of each of several in turn.</summary>
    /// <param name="map_func">Gives a dataset for an element.</param>
    /// <param name="cycle_length">From how many datasets in turn; by default as many as there are processors.</param>
    /// <param name="block_length">How many elements of one at a time.</param>
    /// <param name="num_parallel_calls">How many of these datasets make their next block ahead, side by side; -1
    /// (<c>tf.data.AUTOTUNE</c>) for as many as there are processors; null: none runs ahead.</param>
    /// <param name="deterministic">Without effect: the order is always the same.</param>
    /// <exception cref="ValueError">A length is not positive, or num_parallel_calls is 0 or below -1.</exception>
    public Dataset interleave(
        Func<Element, Dataset> map_func, long? cycle_length = null, long? block_length = null, long? num_parallel_calls = null,
        bool? deterministic = null)
    {
        var cycle = cycle_length is null or -1 ? Environment.ProcessorCount : cycle_length.Value;
        if (cycle <= 0) throw new ValueError("`cycle_length` must be > 0", nameof(cycle_length));
        if (block_length <= 0) throw new ValueError("`block_length` must be > 0", nameof(block_length));
        return new InterleaveDataset(
            this, Required.NotNull(map_func), checked((int)cycle), checked((int)(block_length ?? 1)),
            Parallelism.Of(num_parallel_calls));
    }

    /// <summary>All elements made one: <c>ds.reduce(0L, (sum, x) => sum + x)</c>.</summary>
    /// <param name="initial_state">What to begin with.</param>
    /// <param name="reduce_func">Gives the next state for a state and an element.</param>
    /// <returns>The last state.</returns>
    public Element reduce(Element initial_state, Func<Element, Element, Element> reduce_func)
    {
        Required.NotNull(reduce_func);
        var (state, run) = (Required.NotNull(initial_state), new FunctionRun());
        foreach (var element in this) state = Functions.Given(run.Of(next => reduce_func(state, next), element));
        return state;
    }

    private MapDataset Mapped(Func<Element, Element> function, long? parallel) =>
        new(this, element => Functions.Given(function(element)), Parallelism.Of(parallel));
}

namespace KerasLikeRnn.BackendFunctions;

/// <summary>Where a random function of keras.backend or tf takes its numbers from.</summary>
/// <param name="Own">The seed given, or null.</param>
/// <param name="NumpySeeds">Where NumPy's random numbers give the seed, the largest; else 0.</param>
internal readonly record struct RandomDraw(OwnSeed? Own, int NumpySeeds = 0)
{
    // Keras's np.random.randint(10e6).
    private const int MostSeeds = 10_000_000;

    /// <summary>A draw of tf.random: the global seed gives the numbers, with a seed of its own if there is one.</summary>
    public static RandomDraw Of(long? seed) => new(seed is { } given ? new OwnSeed(given, stays: true) : null);

    /// <summary>
    /// A draw of keras.backend: a seed not given comes from NumPy's random numbers. The graph of a step draws it once when it is made,
    /// a call outside of it each time.
    /// </summary>
    public static RandomDraw OfNumpy(long? seed, int limit = MostSeeds) => seed is not null ? Of(seed) : new(null, limit);

    /// <summary>The seed that a step of a model takes once and for all.</summary>
    public static long NumpySeed() => (int)np.random.randint(0, MostSeeds);

    /// <summary>The stream for that many elements.</summary>
    public Engine.Philox Stream(RandomOperation operation, Shape shape, DType dtype)
    {
        var (streams, limit, wide) = (RandomStreams.Global, NumpySeeds, dtype is DType.Float64 or DType.Int64);
        return limit == 0
            ? streams.Draw(operation, shape.Room, Own, wide)
            : streams.DrawSeeded(operation, shape.Room, () => (int)np.random.randint(0, limit), wide);
    }

    /// <summary>Uniform numbers of [low, high); whole ones where the type is one of whole numbers.</summary>
    public Tensor Uniform(Shape shape, double low, double high, DType dtype)
    {
        switch (dtype)
        {
            case DType.Int32:
                var integers = new int[shape.Length];
                Distributions.Uniform(
                    Stream(RandomOperation.UniformInteger, shape, dtype), integers, checked((int)low), checked((int)high));
                return Tensor.From<int>(integers, shape);
            case DType.Int64:
                var longs = new long[shape.Length];
                Distributions.Uniform(Stream(RandomOperation.UniformInteger, shape, dtype), longs, checked((long)low), checked((long)high));
                return Tensor.From<long>(longs, shape);
            default:
                return Ops.RandomUniform(shape, low, high, Stream(RandomOperation.Uniform, shape, dtype), dtype);
        }
    }

    /// <summary>Normal numbers.</summary>
    public Tensor Normal(Shape shape, double mean, double stddev, DType dtype) =>
        Ops.RandomNormal(shape, mean, stddev, Stream(RandomOperation.Normal, shape, dtype), dtype);

    /// <summary>Normal numbers cut at two standard deviations.</summary>
    public Tensor TruncatedNormal(Shape shape, double mean, double stddev, DType dtype) =>
        Ops.RandomTruncatedNormal(shape, mean, stddev, Stream(RandomOperation.TruncatedNormal, shape, dtype), dtype);
}

namespace KerasLikeRnn.Initializers;

/// <summary>
/// What random initializers share: the draws, which are TensorFlow's. Without a seed of its own an initializer draws from the
/// global one; with one, every call of <c>call</c> takes the next seed.
/// </summary>
public abstract class RandomInitializer : Initializer
{
    private readonly OwnSeed? own;

    private protected RandomInitializer(SeedArguments? random) => own = OwnSeed.From(random?.seed);

    /// <summary>The seed given, or null.</summary>
    public long? seed => own?.Seed;

    /// <summary>Numbers spread evenly over [low, high).</summary>
    private protected Tensor DrawUniform(Shape shape, DType dtype, double low, double high) =>
        Ops.RandomUniform(shape, low, high, Stream(RandomOperation.Uniform, shape, dtype), dtype);

    /// <summary>Numbers with a normal distribution.</summary>
    private protected Tensor DrawNormal(Shape shape, DType dtype, double mean, double stddev) =>
        Ops.RandomNormal(shape, mean, stddev, Stream(RandomOperation.Normal, shape, dtype), dtype);

    /// <summary>Numbers with a normal distribution cut at two standard deviations.</summary>
    private protected Tensor DrawTruncatedNormal(Shape shape, DType dtype, double mean, double stddev) =>
        Ops.RandomTruncatedNormal(shape, mean, stddev, Stream(RandomOperation.TruncatedNormal, shape, dtype), dtype);

    /// <summary>Whole numbers of [low, high).</summary>
    private protected Tensor DrawIntegers(Shape shape, DType dtype, long low, long high)
    {
        var stream = Stream(RandomOperation.UniformInteger, shape, dtype);
        if (dtype == DType.Int64)
            return Filled<long>(shape, values => Distributions.Uniform(stream, values, low, high));
        return Filled<int>(shape, values => Distributions.Uniform(stream, values, checked((int)low), checked((int)high)));
    }

    /// <summary>The stream of the next draw.</summary>
    private protected Philox Stream(RandomOperation operation, Shape shape, DType dtype)
    {
        if (operation != RandomOperation.UniformInteger) RequireFloating(dtype);
        return RandomStreams.Global.DrawEagerly(operation, Required.NotNull(shape).Room, own, dtype is DType.Float64 or DType.Int64);
    }

    /// <summary>A tensor whose elements the function writes.</summary>
    private protected static Tensor Filled<T>(Shape shape, SpanAction<T> fill) where T : unmanaged
    {
        var values = new T[shape.Room];
        fill(values);
        return Tensor.From<T>(values, shape);
    }

    private protected delegate void SpanAction<T>(Span<T> values);
}

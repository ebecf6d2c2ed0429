namespace KerasLikeRnn.Initializers;

/// <summary>
/// What random initializers share: the draws, which are TensorFlow's. Without a seed of its own an initializer draws from the
/// global one; with one, every call of <c>call</c> takes the next seed.
/// </summary>
public abstract class RandomInitializer : Initializer
{
    private readonly OwnSeed? own;

    private protected RandomInitializer(long? seed) => own = OwnSeed.From(seed);

    /// <summary>The seed given, or null.</summary>
    public long? seed => own?.Seed;

    /// <summary>Numbers spread evenly over [low, high).</summary>
    private protected Tensor DrawUniform(Shape shape, DType dtype, double low, double high) => Draw(shape, dtype, RandomOperation.Uniform,
        (stream, values) => Distributions.Uniform(stream, values, (float)low, (float)high),
        (stream, values) => Distributions.Uniform(stream, values, low, high));

    /// <summary>Numbers with a normal distribution.</summary>
    private protected Tensor DrawNormal(Shape shape, DType dtype, double mean, double stddev) => Draw(shape, dtype, RandomOperation.Normal,
        (stream, values) => Distributions.Normal(stream, values, (float)mean, (float)stddev),
        (stream, values) => Distributions.Normal(stream, values, mean, stddev));

    /// <summary>Numbers with a normal distribution cut at two standard deviations.</summary>
    private protected Tensor DrawTruncatedNormal(Shape shape, DType dtype, double mean, double stddev) => Draw(shape, dtype, RandomOperation.TruncatedNormal,
        (stream, values) => Distributions.TruncatedNormal(stream, values, (float)mean, (float)stddev),
        (stream, values) => Distributions.TruncatedNormal(stream, values, mean, stddev));

    /// <summary>Whole numbers of [low, high).</summary>
    private protected Tensor DrawIntegers(Shape shape, DType dtype, long low, long high)
    {
        var stream = Stream(RandomOperation.UniformInteger, shape, dtype == DType.Int64);
        if (dtype == DType.Int64)
            return Filled<long>(shape, values => Distributions.Uniform(stream, values, low, high));
        return Filled<int>(shape, values => Distributions.Uniform(stream, values, checked((int)low), checked((int)high)));
    }

    /// <summary>The stream of the next draw.</summary>
    private protected Philox Stream(RandomOperation operation, Shape shape, bool wide) =>
        RandomStreams.Global.DrawEagerly(operation, Required.NotNull(shape).Room, own, wide);

    /// <summary>A tensor whose elements the function writes.</summary>
    private protected static Tensor Filled<T>(Shape shape, SpanAction<T> fill) where T : unmanaged
    {
        var values = new T[shape.Room];
        fill(values);
        return Tensor.From<T>(values, shape);
    }

    private Tensor Draw(Shape shape, DType dtype, RandomOperation operation, DrawAction<float> single, DrawAction<double> wide)
    {
        RequireFloating(dtype);
        var stream = Stream(operation, shape, dtype == DType.Float64);
        return dtype == DType.Float64
            ? Filled<double>(shape, values => wide(stream, values))
            : Filled<float>(shape, values => single(stream, values));
    }

    private protected delegate void SpanAction<T>(Span<T> values);

    private delegate void DrawAction<T>(Philox stream, Span<T> values);
}

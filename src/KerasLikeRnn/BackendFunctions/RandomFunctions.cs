namespace KerasLikeRnn.BackendFunctions;

/// <summary>
/// keras.backend: random numbers. Without a seed NumPy's random numbers give one, as in Keras; a type not given is <c>floatx</c>.
/// </summary>
public static class RandomFunctions
{
    private const int VariableSeeds = 1_000_000_000;

    /// <summary>Normal numbers.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="stddev">Their standard deviation.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="seed">A seed of its own.</param>
    [KerasExport("keras.backend.random_normal")]
    public static Tensor random_normal(ShapeLike shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, long? seed = null) =>
        Drawn(shape, dtype, seed, (draw, sizes, type) => draw.Normal(sizes, mean, stddev, type),
            (type, own) => tf.random.normal(shape, mean, stddev, type, own));

    /// <summary>Uniform numbers of [minval, maxval).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="minval">Smallest number.</param>
    /// <param name="maxval">Upper limit, not drawn itself.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="seed">A seed of its own.</param>
    [KerasExport("keras.backend.random_uniform")]
    public static Tensor random_uniform(
        ShapeLike shape, double minval = 0.0, double maxval = 1.0, string? dtype = null, long? seed = null) =>
        Drawn(shape, dtype, seed, (draw, sizes, type) => draw.Uniform(sizes, minval, maxval, type),
            (type, own) => tf.random.uniform(shape, minval, maxval, type, own));

    /// <summary>Normal numbers cut at two standard deviations.</summary>
    /// <inheritdoc cref="random_normal"/>
    [KerasExport("keras.backend.truncated_normal")]
    public static Tensor truncated_normal(
        ShapeLike shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, long? seed = null) =>
        Drawn(shape, dtype, seed, (draw, sizes, type) => draw.TruncatedNormal(sizes, mean, stddev, type),
            (type, own) => tf.random.truncated_normal(shape, mean, stddev, type, own));

    /// <summary>1 with a probability, else 0.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="p">The probability.</param>
    /// <param name="dtype">Type of the elements.</param>
    /// <param name="seed">A seed of its own.</param>
    [KerasExport("keras.backend.random_bernoulli")]
    public static Tensor random_bernoulli(ShapeLike shape, double p = 0.0, string? dtype = null, long? seed = null) =>
        Drawn(shape, dtype, seed, (draw, sizes, type) => Ops.Cast(draw.Uniform(sizes, 0, 1, type) <= p, type),
            (type, own) => tf.cast(tf.random.uniform(shape, 0, 1, type, own) <= p, type));

    /// <summary>The same as <see cref="random_bernoulli"/>, under its old name.</summary>
    [KerasExport("keras.backend.random_binomial")]
    public static Tensor random_binomial(ShapeLike shape, double p = 0.0, string? dtype = null, long? seed = null)
    {
        PythonWarnings.Warn(
            "`tf.keras.backend.random_binomial` is deprecated, and will be removed in a future version.Please use "
            + "`tf.keras.backend.random_bernoulli` instead.");
        return random_bernoulli(shape, p, dtype, seed);
    }

    /// <summary>A variable of uniform numbers of [low, high).</summary>
    [KerasExport("keras.backend.random_uniform_variable")]
    public static Variable random_uniform_variable(
        Shape shape, double low, double high, string? dtype = null, string? name = null, long? seed = null) =>
        CreationFunctions.Named(ForVariable(seed).Uniform(shape, low, high, CreationFunctions.TypeOf(dtype)), name);

    /// <summary>A variable of normal numbers.</summary>
    [KerasExport("keras.backend.random_normal_variable")]
    public static Variable random_normal_variable(
        Shape shape, double mean, double scale, string? dtype = null, string? name = null, long? seed = null) =>
        CreationFunctions.Named(ForVariable(seed).Normal(shape, mean, scale, CreationFunctions.TypeOf(dtype)), name);

    private static RandomDraw ForVariable(long? seed) => RandomDraw.OfNumpy(seed, VariableSeeds);

    /// <summary>Numbers drawn now, or a step of a model, which takes its seed once and for all.</summary>
    private static Tensor Drawn(
        ShapeLike shape, string? dtype, long? seed, Func<RandomDraw, Shape, DType, Tensor> draw, Func<string, long, Tensor> step)
    {
        var type = CreationFunctions.TypeOf(dtype);
        return Arguments.IsSymbolic(shape)
            ? step(type.Name(), seed ?? RandomDraw.NumpySeed())
            : draw(RandomDraw.OfNumpy(seed), shape.ToShape(), type);
    }
}

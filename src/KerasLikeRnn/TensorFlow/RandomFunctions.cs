using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.random: the numbers that TensorFlow draws under the same seeds.</summary>
public static class RandomFunctions
{
    /// <summary>Normal numbers.</summary>
    [KerasExport("tf.random.normal")]
    public static Tensor normal(ShapeLike shape, double mean = 0.0, double stddev = 1.0, string dtype = "float32", long? seed = null, string? name = null) =>
        Drawn("tf.random.normal", shape, dtype, seed, (draw, sizes, type) => draw.Normal(sizes, mean, stddev, type));

    /// <summary>Uniform numbers of [minval, maxval); whole ones where the type is one of whole numbers.</summary>
    /// <exception cref="ValueError">The type is one of whole numbers and maxval is not given.</exception>
    [KerasExport("tf.random.uniform")]
    public static Tensor uniform(ShapeLike shape, double minval = 0, double? maxval = null, string dtype = "float32", long? seed = null, string? name = null)
    {
        if (maxval is null && !DTypes.Parse(dtype).IsFloating())
            throw new ValueError($"Must specify maxval for integer dtype {dtype}", nameof(maxval));
        return Drawn("tf.random.uniform", shape, dtype, seed, (draw, sizes, type) => draw.Uniform(sizes, minval, maxval ?? 1, type));
    }

    /// <summary>Normal numbers cut at two standard deviations.</summary>
    [KerasExport("tf.random.truncated_normal")]
    public static Tensor truncated_normal(ShapeLike shape, double mean = 0.0, double stddev = 1.0, string dtype = "float32", long? seed = null, string? name = null) =>
        Drawn("tf.random.truncated_normal", shape, dtype, seed, (draw, sizes, type) => draw.TruncatedNormal(sizes, mean, stddev, type));

    /// <summary>The elements of the first axis in random order.</summary>
    [KerasExport("tf.random.shuffle")]
    public static Tensor shuffle(TensorLike value, long? seed = null, string? name = null)
    {
        var draw = RandomDraw.Of(seed);
        return Lifted.One("tf.random.shuffle", value, t =>
        {
            var rows = t.Shape.Dim(0);
            var order = Distributions.Permutation(draw.Stream(RandomOperation.UniformInteger, rows, DType.Int32), rows);
            return Ops.Gather(t, Tensor.From<int>(order));
        });
    }

    private static Tensor Drawn(string operation, ShapeLike shape, string dtype, long? seed, Func<RandomDraw, Shape, DType, Tensor> compute)
    {
        var type = DTypes.Parse(dtype);
        var draw = RandomDraw.Of(seed);
        return Lifted.Shaped(operation, [], shape, (_, sizes) => compute(draw, sizes, type));
    }
}

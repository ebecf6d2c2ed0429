namespace KerasLikeRnn.Engine;

// Random numbers; they have no gradient.
public static partial class Ops
{
    /// <summary>Uniform numbers of [low, high).</summary>
    public static Tensor RandomUniform(Shape shape, double low, double high, Philox stream, DType dtype = DType.Float32) =>
        Random(RandomOperation.Uniform, shape, low, high, stream, dtype);

    /// <summary>Normal numbers.</summary>
    public static Tensor RandomNormal(Shape shape, double mean, double stddev, Philox stream, DType dtype = DType.Float32) =>
        Random(RandomOperation.Normal, shape, mean, stddev, stream, dtype);

    /// <summary>Normal numbers cut at two standard deviations.</summary>
    public static Tensor RandomTruncatedNormal(Shape shape, double mean, double stddev, Philox stream, DType dtype = DType.Float32) =>
        Random(RandomOperation.TruncatedNormal, shape, mean, stddev, stream, dtype);

    /// <summary>0 where a number is dropped, 1 / (1 − rate) where it is kept.</summary>
    public static Tensor DropoutMask(Shape shape, double rate, Philox stream, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, dtype);
        Backend.DropoutMask(stream, rate, y);
        return y;
    }

    private static Tensor Random(RandomOperation operation, Shape shape, double a, double b, Philox stream, DType dtype)
    {
        var y = Tensor.Empty(shape, dtype);
        Backend.Random(operation, stream, a, b, y);
        return y;
    }
}

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
        if (dtype.IsHalf())
        {
            Distributions.CheckRate(rate);
            var dropped = Compare(CompareOp.Less, RandomUniform(shape, 0, 1, stream, dtype), Constant(rate, dtype));
            return Select(dropped, Constant(0, dtype), Constant(1 / (1 - rate), dtype));
        }
        var y = Tensor.Empty(shape, dtype);
        Backend.DropoutMask(stream, rate, y);
        return y;
    }

    private static Tensor Random(RandomOperation operation, Shape shape, double a, double b, Philox stream, DType dtype)
    {
        if (dtype.IsHalf()) return RandomHalf(operation, shape, a, b, stream, dtype);
        var y = Tensor.Empty(shape, dtype);
        Backend.Random(operation, stream, a, b, y);
        return y;
    }

    /// <summary>
    /// As TensorFlow draws them: uniform ones from the lowest bits, as many as the type has digits, of those that a float32 is made of;
    /// normal ones rounded. Then they are scaled in their own arithmetic.
    /// </summary>
    private static Tensor RandomHalf(RandomOperation operation, Shape shape, double a, double b, Philox stream, DType dtype)
    {
        var isUniform = operation == RandomOperation.Uniform;
        var wide = Random(operation, shape, 0, 1, stream, DType.Float32);
        if (isUniform) wide = Modulo(Multiply(wide, Constant(dtype == DType.Float16 ? 1 << 13 : 1 << 16)), Constant(1));
        Tensor from = Constant(a, dtype), to = Constant(b, dtype);
        return Add(Multiply(Cast(wide, dtype), isUniform ? Subtract(to, from) : to), from);
    }
}

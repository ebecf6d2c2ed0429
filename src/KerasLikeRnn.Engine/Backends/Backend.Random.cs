namespace KerasLikeRnn.Engine;

// Random numbers are drawn by this processor, bit by bit as TensorFlow draws them, unless an engine does that itself.
public abstract partial class Backend
{
    /// <summary>Fills y (float32 or float64) with uniform numbers of [a, b), or normal ones of mean a and deviation b.</summary>
    public void Random(RandomOperation operation, Philox stream, double a, double b, Tensor y)
    {
        Need(y);
        NeedFloats(y);
        RunRandom(operation, stream, a, b, y);
        KeepAlive(y);
    }

    /// <summary>Fills y with 0 where a number is dropped, and 1 / (1 − rate) where it is kept.</summary>
    public void DropoutMask(Philox stream, double rate, Tensor y)
    {
        Need(y);
        NeedFloats(y);
        RunDropoutMask(stream, rate, y);
        KeepAlive(y);
    }

    protected virtual void RunRandom(RandomOperation operation, Philox stream, double a, double b, Tensor y)
    {
        if (y.DType == DType.Float32) y.Storage.Write<float>(to => Draw(operation, stream, (float)a, (float)b, to));
        else y.Storage.Write<double>(to => Draw(operation, stream, a, b, to));
    }

    protected virtual void RunDropoutMask(Philox stream, double rate, Tensor y)
    {
        if (y.DType == DType.Float32) y.Storage.Write<float>(to => Distributions.DropoutMask(stream, to, rate));
        else y.Storage.Write<double>(to => Distributions.DropoutMask(stream, to, rate));
    }

    private static void Draw(RandomOperation operation, Philox stream, float a, float b, Span<float> to)
    {
        if (operation == RandomOperation.Uniform) Distributions.Uniform(stream, to, a, b);
        else if (operation == RandomOperation.Normal) Distributions.Normal(stream, to, a, b);
        else if (operation == RandomOperation.TruncatedNormal) Distributions.TruncatedNormal(stream, to, a, b);
        else throw NoFloats(operation);
    }

    private static void Draw(RandomOperation operation, Philox stream, double a, double b, Span<double> to)
    {
        if (operation == RandomOperation.Uniform) Distributions.Uniform(stream, to, a, b);
        else if (operation == RandomOperation.Normal) Distributions.Normal(stream, to, a, b);
        else if (operation == RandomOperation.TruncatedNormal) Distributions.TruncatedNormal(stream, to, a, b);
        else throw NoFloats(operation);
    }

    private static NotSupportedException NoFloats(RandomOperation operation) =>
        new($"{operation} numbers are drawn as integers, not as floats.");
}

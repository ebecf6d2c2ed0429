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
        var single = y.DType == DType.Float32;
        switch (operation)
        {
            case RandomOperation.Uniform when single: y.Storage.Write<float>(to => Distributions.Uniform(stream, to, (float)a, (float)b)); break;
            case RandomOperation.Uniform: y.Storage.Write<double>(to => Distributions.Uniform(stream, to, a, b)); break;
            case RandomOperation.Normal when single: y.Storage.Write<float>(to => Distributions.Normal(stream, to, (float)a, (float)b)); break;
            case RandomOperation.Normal: y.Storage.Write<double>(to => Distributions.Normal(stream, to, a, b)); break;
            case RandomOperation.TruncatedNormal when single:
                y.Storage.Write<float>(to => Distributions.TruncatedNormal(stream, to, (float)a, (float)b));
                break;
            case RandomOperation.TruncatedNormal: y.Storage.Write<double>(to => Distributions.TruncatedNormal(stream, to, a, b)); break;
            default: throw new NotSupportedException($"{operation} numbers are drawn as integers, not as {y.DType.Name()}.");
        }
    }

    protected virtual void RunDropoutMask(Philox stream, double rate, Tensor y)
    {
        if (y.DType == DType.Float32) y.Storage.Write<float>(to => Distributions.DropoutMask(stream, to, rate));
        else y.Storage.Write<double>(to => Distributions.DropoutMask(stream, to, rate));
    }
}

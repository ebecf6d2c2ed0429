namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>Fills y (float32 or float64) with uniform numbers of [a, b), or normal ones of mean a and deviation b.</summary>
    public void Random(RandomOperation operation, Philox stream, double a, double b, Tensor y)
    {
        Need(y);
        Floats(y);
        RunRandom(operation, stream, a, b, y);
        KeepAlive(y);
    }

    /// <summary>Fills y with 0 where a number is dropped, and 1 / (1 − rate) where it is kept.</summary>
    public void DropoutMask(Philox stream, double rate, Tensor y)
    {
        Need(y);
        Floats(y);
        RunDropoutMask(stream, rate, y);
        KeepAlive(y);
    }
}

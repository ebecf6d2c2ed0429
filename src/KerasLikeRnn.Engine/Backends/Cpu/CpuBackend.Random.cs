namespace KerasLikeRnn.Engine;

public sealed unsafe partial class CpuBackend
{
    /// <inheritdoc/>
    protected override void RunRandom(RandomOperation operation, Philox stream, double a, double b, Tensor y)
    {
        var single = y.DType == DType.Float32;
        switch (operation)
        {
            case RandomOperation.Uniform when single: Distributions.Uniform(stream, Span<float>(y), (float)a, (float)b); break;
            case RandomOperation.Uniform: Distributions.Uniform(stream, Span<double>(y), a, b); break;
            case RandomOperation.Normal when single: Distributions.Normal(stream, Span<float>(y), (float)a, (float)b); break;
            case RandomOperation.Normal: Distributions.Normal(stream, Span<double>(y), a, b); break;
            case RandomOperation.TruncatedNormal when single: Distributions.TruncatedNormal(stream, Span<float>(y), (float)a, (float)b); break;
            case RandomOperation.TruncatedNormal: Distributions.TruncatedNormal(stream, Span<double>(y), a, b); break;
            default: throw new NotSupportedException($"{operation} numbers are drawn as integers, not as {y.DType.Name()}.");
        }
    }

    /// <inheritdoc/>
    protected override void RunDropoutMask(Philox stream, double rate, Tensor y)
    {
        if (y.DType == DType.Float32) Distributions.DropoutMask(stream, Span<float>(y), rate);
        else Distributions.DropoutMask(stream, Span<double>(y), rate);
    }
}

namespace KerasLikeRnn.Engine;

// Numbers made comparable: of mean 0 and variance 1, or of length 1.
public static partial class Ops
{
    /// <summary>The smallest square of a length that is divided by.</summary>
    private const double SmallestSquare = 1e-12;

    /// <summary>x / |x|, the length taken over the axes together and at least 1e-6.</summary>
    public static Tensor L2Normalize(Tensor x, int[]? axes = null)
    {
        var squares = Sum(Square(x), axes, keepdims: true);
        return Multiply(x, Rsqrt(Maximum(squares, Constant(SmallestSquare, x.DType))));
    }

    /// <summary>
    /// y = (x − μ) / √(σ² + ε), with mean μ and variance σ² over the axes, which stay with size 1.
    /// dx = (dy − mean(dy) − y·mean(dy·y)) / √(σ² + ε) + dμ/n + 2·dσ²·(x − μ)/n.
    /// </summary>
    /// <returns>y, μ and σ².</returns>
    public static (Tensor Y, Tensor Mean, Tensor Variance) Standardize(Tensor x, int[] axes, double epsilon)
    {
        Tensor[] results;
        using (GradientTape.Pause())
        {
            var mean = Mean(x, axes, keepdims: true);
            var centered = Subtract(x, mean);
            var variance = Mean(Square(centered), axes, keepdims: true);
            results = [Multiply(centered, Rsqrt(Add(variance, Constant(epsilon, x.DType)))), mean, variance];
        }
        GradientTape.Record(results, [x], (dy, _) => [StandardizeBack(x, results, dy, axes, epsilon)]);
        return (results[0], results[1], results[2]);
    }

    private static Tensor StandardizeBack(Tensor x, Tensor[] results, Tensor?[] dy, int[] axes, double epsilon)
    {
        var (y, mean, variance) = (results[0], results[1], results[2]);
        var share = Constant((double)mean.Length / x.Length, x.DType);
        var dx = dy[0] is not { } d ? null
            : Multiply(Subtract(Subtract(d, Mean(d, axes, keepdims: true)), Multiply(y, Mean(Multiply(d, y), axes, keepdims: true))),
                Rsqrt(Add(variance, Constant(epsilon, x.DType))));
        if (dy[1] is { } dMean) dx = Sum(dx, BroadcastTo(Multiply(dMean, share), x.Shape));
        if (dy[2] is { } dVariance) dx = Sum(dx, Multiply(Multiply(Multiply(dVariance, share), Constant(2, x.DType)), Subtract(x, mean)));
        return dx!;

        static Tensor Sum(Tensor? a, Tensor b) => a is null ? b : Add(a, b);
    }
}

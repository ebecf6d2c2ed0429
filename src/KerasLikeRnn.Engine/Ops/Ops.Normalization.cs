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
        if (x.DType.IsHalf()) return Rounded(Standardize(Wide(x), axes, epsilon), x.DType);
        Tensor[] results;
        using (GradientTape.Pause())
        {
            var mean = Mean(x, axes, keepdims: true);
            var centered = Subtract(x, mean);
            var variance = Mean(Square(centered), axes, keepdims: true);
            results = [Multiply(centered, InverseDeviation(variance, epsilon)), mean, variance];
        }
        GradientTape.Record(results, [x], (dy, _) => [StandardizeBack(x, results, dy, axes, epsilon)]);
        return (results[0], results[1], results[2]);
    }

    /// <summary>
    /// y = (x − μ) / √(σ² + ε) · γ + β, with mean μ and variance σ² of each column: over all axes but the last. The formulas are
    /// <see cref="Standardize"/>'s, in as few passes over memory as there can be.
    /// </summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="gamma">γ, a number for each column; null for 1.</param>
    /// <param name="beta">β, a number for each column; null for 0.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>y, μ and σ², the latter two a number for each column.</returns>
    public static (Tensor Y, Tensor Mean, Tensor Variance) StandardizeColumns(Tensor x, Tensor? gamma, Tensor? beta, double epsilon)
    {
        if (x.DType.IsHalf()) return Rounded(StandardizeColumns(Wide(x), Wide(gamma), Wide(beta), epsilon), x.DType);
        int[] rows = [.. Enumerable.Range(0, x.Rank - 1)];
        Tensor[] results;
        using (GradientTape.Pause())
        {
            var mean = Mean(x, rows);
            var variance = Tensor.Empty(mean.Shape, x.DType);
            Backend.ColumnMoments(x, mean, null, null, variance);
            variance = Multiply(variance, Constant((double)mean.Length / x.Length, x.DType));
            var y = Tensor.Empty(x.Shape, x.DType);
            Backend.ScaleColumns(x, mean, Times(InverseDeviation(variance, epsilon), gamma), beta ?? ZerosLike(mean), null, null, y);
            results = [y, mean, variance];
        }
        Tensor?[] inputs = [x, gamma, beta];
        GradientTape.Record(results, [.. inputs.OfType<Tensor>()],
            (dy, _) => [.. ColumnGradients(x, gamma, results, dy, epsilon).Where((_, i) => inputs[i] is not null)],
            given => Columns(given[0], gamma is null ? null : given[1], beta is null ? null : given[^1]));
        return (results[0], results[1], results[2]);

        Tensor[] Columns(Tensor x, Tensor? gamma, Tensor? beta)
        {
            var (standard, mean, variance) = Standardize(x, rows, epsilon);
            var y = Times(standard, gamma);
            return [beta is null ? y : Add(y, beta), Reshape(mean, results[1].Shape), Reshape(variance, results[2].Shape)];
        }
    }

    /// <summary>
    /// Gradients of x, γ and β: dx = dy·f + (x − μ)·(2dσ² − f·p/(σ² + ε))/n + (dμ − f·s)/n, with f = γ/√(σ² + ε), s = Σdy and p = Σdy·(x −
    /// μ).
    /// </summary>
    private static Gradient[] ColumnGradients(Tensor x, Tensor? gamma, Tensor[] results, Tensor?[] dy, double epsilon)
    {
        var d = dy[0] ?? ZerosLike(x);
        var (mean, inverse) = (results[1], InverseDeviation(results[2], epsilon));
        var (sum, product) = (Tensor.Empty(mean.Shape, x.DType), Tensor.Empty(mean.Shape, x.DType));
        Backend.ColumnMoments(x, mean, d, sum, product);
        var factor = Times(inverse, gamma);
        var share = Constant((double)mean.Length / x.Length, x.DType);
        var shift = Negate(Multiply(factor, sum));
        if (dy[1] is { } dMean) shift = Add(shift, dMean);
        var slope = Negate(Multiply(Multiply(factor, product), Square(inverse)));
        if (dy[2] is { } dVariance) slope = Add(slope, Multiply(Constant(2, x.DType), dVariance));
        var dx = Tensor.Empty(x.Shape, x.DType);
        Backend.ScaleColumns(x, mean, Multiply(slope, share), Multiply(shift, share), d, factor, dx);
        return [dx, Multiply(product, inverse), sum];
    }

    private static Tensor InverseDeviation(Tensor variance, double epsilon) => Rsqrt(Add(variance, Constant(epsilon, variance.DType)));

    private static Tensor Times(Tensor x, Tensor? factor) => factor is null ? x : Multiply(x, factor);

    private static Tensor StandardizeBack(Tensor x, Tensor[] results, Tensor?[] dy, int[] axes, double epsilon)
    {
        var (y, mean, variance) = (results[0], results[1], results[2]);
        var share = Constant((double)mean.Length / x.Length, x.DType);
        var dx = dy[0] is not { } d ? null
            : Multiply(Subtract(Subtract(d, Mean(d, axes, keepdims: true)), Multiply(y, Mean(Multiply(d, y), axes, keepdims: true))),
                InverseDeviation(variance, epsilon));
        if (dy[1] is { } dMean) dx = Sum(dx, BroadcastTo(Multiply(dMean, share), x.Shape));
        if (dy[2] is { } dVariance) dx = Sum(dx, Multiply(Multiply(Multiply(dVariance, share), Constant(2, x.DType)), Subtract(x, mean)));
        return dx!;

        static Tensor Sum(Tensor? a, Tensor b) => a is null ? b : Add(a, b);
    }
}

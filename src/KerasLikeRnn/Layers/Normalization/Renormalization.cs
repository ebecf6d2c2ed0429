namespace KerasLikeRnn.Layers;

/// <summary>
/// Batch renormalization (Ioffe, 2017): corrects a batch's statistics towards slowly moving ones, so that training and inference
/// see nearly the same numbers.
/// </summary>
/// <param name="clipping">Limits <c>rmin</c>, <c>rmax</c> and <c>dmax</c> of the corrections; none by default.</param>
/// <param name="momentum">Momentum of the moving statistics.</param>
internal sealed class Renormalization(IReadOnlyDictionary<string, double> clipping, double momentum)
{
    private static readonly string[] limits = ["rmax", "rmin", "dmax"];

    private Variable? stddev;
    private Variable? renormMean;
    private Variable? renormStddev;

    /// <summary>Deviation that goes with the moving variance.</summary>
    public Variable? MovingStddev => stddev;

    public Variable? Mean => renormMean;

    public Variable? Stddev => renormStddev;

    /// <summary>Checks the names of limits.</summary>
    /// <exception cref="ValueError">One is unknown.</exception>
    public static IReadOnlyDictionary<string, double> Checked(IReadOnlyDictionary<string, double>? clipping)
    {
        if (clipping is not null && clipping.Keys.Except(limits).Any())
            throw new ValueError(
                $"Received invalid keys for `renorm_clipping` argument: {PythonText.Repr(clipping)}. Supported "
                + $"values: {PythonText.Repr(limits)}.", "renorm_clipping");
        return clipping ?? new Dictionary<string, double>();
    }

    /// <summary>Makes the variables: for each its name and whether it is a deviation rather than a mean.</summary>
    public void Build(Func<string, bool, Variable> add) =>
        (stddev, renormMean, renormStddev) = (add("moving_stddev", true), add("renorm_mean", false), add("renorm_stddev", true));

    /// <summary>Factor and shift for a batch's standardized numbers; the moving statistics then take the batch in.</summary>
    public (Tensor Factor, Tensor Shift) Correct(Tensor mean, Tensor variance, double epsilon)
    {
        var batchStddev = Ops.Sqrt(variance + epsilon);
        var moving = Ops.Maximum(renormStddev!.Current, Ops.Constant(Math.Sqrt(epsilon), mean.DType));
        var factor = batchStddev / moving;
        var shift = (mean - renormMean!.Current) / moving;
        if (clipping.TryGetValue("rmin", out var lowest)) factor = Ops.Maximum(factor, Ops.Constant(lowest, factor.DType));
        if (clipping.TryGetValue("rmax", out var highest)) factor = Ops.Minimum(factor, Ops.Constant(highest, factor.DType));
        if (clipping.TryGetValue("dmax", out var farthest)) shift = Ops.Clip(shift, -farthest, farthest);
        MovingAverage.Update(renormMean, mean, momentum);
        MovingAverage.Update(renormStddev!, batchStddev, momentum);
        return (factor, shift);
    }

    /// <summary>The moving variance after a batch: the square of the moving deviation.</summary>
    public Tensor Variance(Tensor variance, double epsilon, double movingMomentum)
    {
        MovingAverage.Update(stddev!, Ops.Sqrt(variance + epsilon), movingMomentum);
        return Ops.Relu(Ops.Square(stddev!.Current) - epsilon);
    }
}

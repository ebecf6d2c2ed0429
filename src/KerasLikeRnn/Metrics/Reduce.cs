namespace KerasLikeRnn.Metrics;

/// <summary>A metric that adds up values: a sum, or a mean weighted by the samples' weights.</summary>
public abstract class Reduce : Metric
{
    /// <summary>Creates the sums.</summary>
    private protected Reduce(bool isMean, MetricOptions? options) : base(options)
    {
        total = add_weight("total");
        if (isMean) count = add_weight("count");
    }

    /// <summary>The sum of the values so far.</summary>
    public Variable total { get; }

    /// <summary>The sum of the weights so far; null of a sum, which does not need it.</summary>
    public Variable? count { get; }

    /// <inheritdoc/>
    public override Tensor result() => count is null ? Ops.Copy(total.Current) : Ops.DivideNoNan(total.Current, count.Current);

    /// <summary>Adds a number, or several, each with that weight, within a step: nothing is left for a tape to follow.</summary>
    internal void TakeIn(Tensor values, double weight)
    {
        if (Rehearsal.IsRunning) return;
        using var pause = GradientTape.Pause();
        if (values.Rank > 0 || DType.IsHalf())
        {
            Accumulate(values, Ops.Constant(weight, DType));
            return;
        }
        var number = values.Item();
        total.AddNumber(DType == DType.Float32 ? (float)number * (float)weight : number * weight);
        count?.AddNumber(weight);
    }

    /// <summary>
    /// Adds values, repeating the weights to their shape; where that is not possible, values are averaged over their extra axes.
    /// </summary>
    private protected void Accumulate(Tensor values, Tensor? sample_weight)
    {
        values = Ops.Cast(values, DType);
        if (sample_weight is null)
        {
            Add(total, Sum(values));
            if (count is not null) Add(count, Ops.Constant(values.Length, DType));
            return;
        }
        var weights = Alignment.MatchRank(Ops.Cast(sample_weight, DType), values.Rank);
        if (Alignment.CanBroadcast(weights.Shape, values.Shape)) weights = Ops.BroadcastTo(weights, values.Shape);
        else
        {
            var extra = Enumerable.Range(weights.Rank, Math.Max(0, values.Rank - weights.Rank)).ToArray();
            values = count is null ? Ops.Sum(values, extra) : Ops.Mean(values, extra);
        }
        Add(total, Sum(Ops.Multiply(values, weights)));
        if (count is not null) Add(count, Sum(weights));
    }

    private static Tensor Sum(Tensor x) => x.Rank == 0 ? x : Ops.Sum(x);
}

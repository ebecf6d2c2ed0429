namespace KerasLikeRnn.Metrics;

/// <summary>A count of one kind of predictions at one or more thresholds.</summary>
public abstract class ConditionCount : ConfusionMetric
{
    private readonly Thresholds? given;
    private readonly Variable accumulator;

    /// <param name="thresholds">One threshold or several, 0.5 by default.</param>
    private protected ConditionCount(Func<ConfusionCounts.Batch, double[]> of, Thresholds? thresholds, MetricOptions? options)
        : base(Thresholds.Or(thresholds, 0.5), null, null, null, options)
    {
        given = thresholds;
        accumulator = AddCounts("accumulator", of);
    }

    /// <inheritdoc/>
    public override Tensor result() => OnePerThreshold(Ops.Copy(accumulator.Current));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["thresholds"] = given?.Serialized };
}

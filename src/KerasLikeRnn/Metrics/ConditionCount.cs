namespace KerasLikeRnn.Metrics;

/// <summary>A count of one kind of predictions at one or more thresholds.</summary>
public abstract class ConditionCount : ConfusionMetric
{
    private readonly Thresholds? given;

    private protected ConditionCount(Thresholds? thresholds, string? name, string? dtype)
        : base(Thresholds.Or(thresholds, 0.5), null, null, null, name, dtype)
    {
        given = thresholds;
        Accumulator = AddCounts("accumulator");
    }

    private protected Variable Accumulator { get; }

    /// <inheritdoc/>
    public override Tensor result() => OnePerThreshold(Ops.Copy(Accumulator.Current));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["thresholds"] = given?.Serialized };
}

namespace KerasLikeRnn.Metrics;

/// <summary>The true positives as a share of them and those of another kind, at one or more thresholds.</summary>
public abstract class ShareOfPositives : ConfusionMetric
{
    private readonly Thresholds? given;
    private readonly int? top_k;
    private readonly int? class_id;
    private readonly Variable truePositives;
    private readonly Variable others;

    /// <param name="thresholds">One threshold or several; 0.5 by default, none with <paramref name="top_k"/>.</param>
    /// <param name="top_k">How many of a sample's best predictions can be positive; null for all.</param>
    /// <param name="class_id">The only class to look at; null for all.</param>
    private protected ShareOfPositives(
        string others, Func<ConfusionCounts.Batch, double[]> of, Thresholds? thresholds, int? top_k, int? class_id, MetricOptions? options)
        : base(Thresholds.Or(thresholds, top_k is null ? 0.5 : ConfusionCounts.NegativeInfinity), null, top_k, class_id, options)
    {
        given = thresholds;
        this.top_k = top_k;
        this.class_id = class_id;
        truePositives = AddCounts("true_positives", batch => batch.TruePositives);
        this.others = AddCounts(others, of);
    }

    /// <inheritdoc/>
    public override Tensor result() => OnePerThreshold(Share(truePositives, others));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["thresholds"] = given?.Serialized, ["top_k"] = top_k, ["class_id"] = class_id };
}

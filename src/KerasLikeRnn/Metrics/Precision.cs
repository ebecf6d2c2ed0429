namespace KerasLikeRnn.Metrics;

/// <summary>The part of the positive predictions whose label is true: true positives / (true + false positives).</summary>
[KerasExport("keras.metrics.Precision")]
public sealed class Precision : ConfusionMetric
{
    private readonly Thresholds? given;
    private readonly int? top_k;
    private readonly int? class_id;
    private readonly Variable truePositives;
    private readonly Variable falsePositives;

    /// <summary>Creates the metric.</summary>
    /// <param name="thresholds">One threshold or several; 0.5 by default, none with <paramref name="top_k"/>.</param>
    /// <param name="top_k">How many of a sample's best predictions can be positive; null for all.</param>
    /// <param name="class_id">The only class to look at; null for all.</param>
    /// <param name="name">Name in logs and history.</param>
    /// <param name="dtype">Type of the computation, float32 by default.</param>
    /// <exception cref="ValueError">A threshold is not between 0 and 1.</exception>
    public Precision(Thresholds? thresholds = null, int? top_k = null, int? class_id = null, string? name = null, string? dtype = null)
        : base(Thresholds.Or(thresholds, top_k is null ? 0.5 : ConfusionCounts.NegativeInfinity), null, top_k, class_id, name, dtype)
    {
        given = thresholds;
        this.top_k = top_k;
        this.class_id = class_id;
        truePositives = AddCounts("true_positives");
        falsePositives = AddCounts("false_positives");
    }

    /// <inheritdoc/>
    public override Tensor result() => OnePerThreshold(Share(truePositives, falsePositives));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["thresholds"] = given?.Serialized, ["top_k"] = top_k, ["class_id"] = class_id };

    private protected override void Take(ConfusionCounts.Batch batch)
    {
        AddTo(truePositives, batch.TruePositives);
        AddTo(falsePositives, batch.FalsePositives);
    }
}

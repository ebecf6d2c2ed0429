namespace KerasLikeRnn.Metrics;

/// <summary>A metric made of the counts of true and false, positive and negative predictions at one or more thresholds.</summary>
public abstract class ConfusionMetric : Metric
{
    private readonly ConfusionCounts counts;
    private readonly List<(Variable Total, Func<ConfusionCounts.Batch, double[]> Of)> totals = [];
    private readonly int? topK;
    private readonly int? classId;

    private protected ConfusionMetric(double[] thresholds, bool? isEven, int? top_k, int? class_id, MetricOptions? options) : base(options)
    {
        counts = new ConfusionCounts(thresholds, DType, isEven);
        topK = top_k;
        classId = class_id;
    }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        var batch = counts.Of(y_true, y_pred, sample_weight, topK, classId);
        foreach (var (total, of) in totals) Add(total, Tensor.From<double>(of(batch), total.Shape));
    }

    /// <summary>Makes a weight with a count for each threshold, to which those of each batch are added.</summary>
    private protected Variable AddCounts(string name, Func<ConfusionCounts.Batch, double[]> of)
    {
        var total = add_weight(name, counts.Count);
        totals.Add((total, of));
        return total;
    }

    /// <summary>a / (a + b), 0 where both are 0.</summary>
    private protected static Tensor Share(Variable a, Variable b) => Ops.DivideNoNan(a.Current, Ops.Add(a.Current, b.Current));

    /// <summary>A scalar where there is one threshold.</summary>
    private protected Tensor OnePerThreshold(Tensor numbers) => counts.Count == 1 ? Ops.Reshape(numbers, Shape.Scalar) : numbers;
}

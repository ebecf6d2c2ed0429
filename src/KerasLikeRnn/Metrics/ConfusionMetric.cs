namespace KerasLikeRnn.Metrics;

/// <summary>A metric made of the counts of true and false, positive and negative predictions at one or more thresholds.</summary>
public abstract class ConfusionMetric : Metric
{
    private readonly ConfusionCounts counts;
    private readonly int? topK;
    private readonly int? classId;

    private protected ConfusionMetric(double[] thresholds, bool? isEven, int? top_k, int? class_id, string? name, string? dtype) : base(name, dtype)
    {
        counts = new ConfusionCounts(thresholds, DType, isEven);
        topK = top_k;
        classId = class_id;
    }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        Required.NotNull(y_true);
        Required.NotNull(y_pred);
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        Take(counts.Of(y_true, y_pred, sample_weight, topK, classId));
    }

    /// <summary>Adds the counts of a batch to the weights.</summary>
    private protected abstract void Take(ConfusionCounts.Batch batch);

    /// <summary>Makes a weight with a count for each threshold.</summary>
    private protected Variable AddCounts(string name) => add_weight(name, counts.Count);

    /// <summary>weight += counts.</summary>
    private protected static void AddTo(Variable weight, double[] counts) => Add(weight, Tensor.From<double>(counts, weight.Shape));

    /// <summary>a / (a + b), 0 where both are 0.</summary>
    private protected static Tensor Share(Variable a, Variable b) => Ops.DivideNoNan(a.Current, Ops.Add(a.Current, b.Current));

    /// <summary>A scalar where there is one threshold.</summary>
    private protected Tensor OnePerThreshold(Tensor numbers) => counts.Count == 1 ? Ops.Reshape(numbers, Shape.Scalar) : numbers;
}

namespace KerasLikeRnn.Metrics;

/// <summary>
/// Intersection over union of classes: true positives / (true positives + false positives + false negatives), averaged over
/// the chosen classes that occur.
/// </summary>
[KerasExport("keras.metrics.IoU")]
public partial class IoU : Metric
{
    private readonly Variable confusion;
    private readonly int[] classes;

    /// <summary>Creates the metric.</summary>
    /// <param name="num_classes">Number of classes.</param>
    /// <param name="target_class_ids">The classes to average over.</param>
    /// <exception cref="ValueError">A class is none of the classes.</exception>
    public IoU(int num_classes, IReadOnlyList<int> target_class_ids, MetricOptions? options = null) : base(options)
    {
        if (num_classes <= 0) throw new ValueError($"`num_classes` must be positive. Received: {num_classes}", nameof(num_classes));
        if (target_class_ids.Count == 0) throw new ValueError("`target_class_ids` names no class. Received: []", nameof(target_class_ids));
        if (target_class_ids.Min() < 0 || target_class_ids.Max() >= num_classes)
            throw new ValueError(
                $"Target class id {(target_class_ids.Min() < 0 ? target_class_ids.Min() : target_class_ids.Max())} is out of range, which "
                + $"is [0, {num_classes}).", nameof(target_class_ids));
        this.num_classes = num_classes;
        classes = [.. target_class_ids];
        confusion = add_weight("total_confusion_matrix", (num_classes, num_classes));
    }

    /// <summary>Number of classes.</summary>
    public int num_classes { get; }

    /// <summary>The classes to average over.</summary>
    public IReadOnlyList<int> target_class_ids => classes;

    /// <summary>Takes in a batch.</summary>
    /// <param name="y_true">True class numbers.</param>
    /// <param name="y_pred">Predicted class numbers.</param>
    /// <param name="sample_weight">A weight for each number; null for 1.</param>
    /// <exception cref="ValueError">A number is no class, or there are not as many of each.</exception>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        var labels = Numbers(y_true, "labels");
        var predictions = Numbers(y_pred, "predictions");
        var weights = sample_weight is null ? null : Ops.Cast(sample_weight, DType.Float64).ToArray<double>();
        if (labels.Length != predictions.Length || (weights is not null && weights.Length != labels.Length))
            throw new ValueError(
                $"There must be as many predictions and weights as labels. Received: y_true {y_true.Shape}, y_pred {y_pred.Shape}, "
                + $"sample_weight {sample_weight?.Shape.ToString() ?? "None"}.", nameof(y_pred));
        var counts = new double[num_classes * num_classes];
        for (var i = 0; i < labels.Length; i++) counts[labels[i] * num_classes + predictions[i]] += weights?[i] ?? 1;
        Add(confusion, Tensor.From<double>(counts, confusion.Shape));
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        using var scope = MemoryScope.OfThread();
        var counts = Ops.Cast(confusion.Current, DType.Float64).ToArray<double>();
        double sum = 0, valid = 0;
        foreach (var c in classes)
        {
            double predicted = 0, actual = 0, hits = counts[c * num_classes + c];
            for (var other = 0; other < num_classes; other++)
            {
                predicted += counts[other * num_classes + c];
                actual += counts[c * num_classes + other];
            }
            var union = predicted + actual - hits;
            if (union == 0) continue;
            sum += hits / union;
            valid++;
        }
        return scope.Keep(Tensor.Scalar(valid == 0 ? 0 : sum / valid, DType));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["num_classes"] = num_classes, ["target_class_ids"] = classes };

    private int[] Numbers(Tensor x, string what)
    {
        var numbers = Ops.Cast(x, DType.Int32).ToArray<int>();
        foreach (var number in numbers)
        {
            if (number < 0) throw new ValueError($"`{what}` contains negative values: {number}. Class numbers begin with 0.", nameof(x));
            if (number >= num_classes)
                throw new ValueError($"`{what}` out of bound: {number} is no class of [0, {num_classes}).", nameof(x));
        }
        return numbers;
    }
}

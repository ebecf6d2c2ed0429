namespace KerasLikeRnn.Metrics;

/// <summary>
/// The area under the ROC curve (recall over false positive rate) or the PR curve (precision over recall), as a Riemann sum
/// over thresholds; PR curves are interpolated as by Davis and Goadrich, 2006.
/// </summary>
[KerasExport("keras.metrics.AUC")]
public partial class AUC : Metric
{
    private readonly double[] between;
    private readonly bool isFromThresholds;
    private readonly bool multiLabel;
    private readonly bool fromLogits;
    private readonly double[]? labelWeights;
    private readonly string curve;
    private readonly string summationMethod;
    private readonly ConfusionCounts counts;
    private Variable? truePositives;
    private Variable? trueNegatives;
    private Variable? falsePositives;
    private Variable? falseNegatives;

    /// <summary>Creates the metric.</summary>
    /// <param name="num_thresholds">Number of thresholds, evenly from 0 to 1, when none are given.</param>
    /// <param name="curve">"ROC" or "PR".</param>
    /// <param name="summation_method">"interpolation", "minoring" or "majoring".</param>
    /// <param name="thresholds">Thresholds between 0 and 1; those at the ends are added.</param>
    /// <param name="multi_label">Whether to average the areas of the labels (last axis) instead of counting them together.</param>
    /// <param name="num_labels">Number of labels, with <paramref name="multi_label"/>; null for that of the first batch.</param>
    /// <param name="label_weights">Weights of the labels.</param>
    /// <param name="from_logits">Whether predictions are logits instead of probabilities.</param>
    /// <exception cref="ValueError">An argument is unknown or out of its range.</exception>
    public AUC(
        int num_thresholds = 200, string curve = "ROC", string summation_method = "interpolation", MetricOptions? options = null,
        IReadOnlyList<double>? thresholds = null, bool multi_label = false, int? num_labels = null,
        IReadOnlyList<double>? label_weights = null,
        bool from_logits = false) : base(options)
    {
        if (thresholds is null && num_thresholds <= 1)
            throw new ValueError(
                $"Argument `num_thresholds` must be an integer > 1. Received: num_thresholds={num_thresholds}", nameof(num_thresholds));
        if (num_labels is not null && !multi_label)
            throw new ValueError("`num_labels` is needed only when `multi_label` is True.", nameof(num_labels));
        if (label_weights?.Any(weight => weight < 0) == true)
            throw new ValueError("All values of `label_weights` must be non-negative.", nameof(label_weights));
        isFromThresholds = thresholds is not null;
        between = thresholds is null
            ? Enumerable.Range(1, num_thresholds - 2).Select(i => (double)i / (num_thresholds - 1)).ToArray()
            : [.. thresholds.Order()];
        this.curve = curve switch
        {
            "ROC" or "roc" => "ROC",
            "PR" or "pr" => "PR",
            _ => throw new ValueError($"Invalid AUC curve value: \"{curve}\". Expected values are [\"PR\", \"ROC\"]", nameof(curve)),
        };
        summationMethod = summation_method switch
        {
            "interpolation" or "Interpolation" => "interpolation",
            "majoring" or "Majoring" => "majoring",
            "minoring" or "Minoring" => "minoring",
            _ => throw new ValueError(
                $"Invalid AUC summation method value: \"{summation_method}\". Expected values are [\"interpolation\", \"majoring\", "
                + $"\"minoring\"]", nameof(summation_method)),
        };
        counts = new ConfusionCounts(
            [-BackendConfig.epsilon(), .. between, 1 + BackendConfig.epsilon()], DType,
            ConfusionCounts.IsEven([0, .. between, 1]) || !isFromThresholds);
        multiLabel = multi_label;
        labelWeights = label_weights?.ToArray();
        fromLogits = from_logits;
        if (!multi_label) Build(counts.Count);
        else if (num_labels is { } labels) Build((counts.Count, labels));
    }

    /// <summary>The thresholds, one just below 0 and one just above 1 included.</summary>
    public IReadOnlyList<double> thresholds => [-BackendConfig.epsilon(), .. between, 1 + BackendConfig.epsilon()];

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        if (truePositives is null) Build((counts.Count, LabelsOf(Required.NotNull(y_pred))));
        using var update = new Update(y_true, y_pred);
        if (fromLogits) y_pred = Ops.Sigmoid(y_pred);
        var labels = multiLabel ? truePositives!.Shape.Dims[1] : labelWeights?.Length;
        if (labels is not null
            && (y_true.Rank != 2 || y_true.Shape.Dims[1] != labels || (labelWeights is not null && labelWeights.Length != labels)))
            throw new ValueError(
                $"Number of labels is not consistent. The metric has {labels} "
                + $"labels{(labelWeights is null ? "" : $" and {labelWeights.Length} label weights")}, the targets have the "
                + $"shape {y_true.Shape}.", nameof(y_true));
        var batch = counts.Of(y_true, y_pred, sample_weight, multi_label: multiLabel, label_weights: multiLabel ? null : labelWeights);
        Take(truePositives!, batch.TruePositives);
        Take(trueNegatives!, batch.TrueNegatives);
        Take(falsePositives!, batch.FalsePositives);
        Take(falseNegatives!, batch.FalseNegatives);
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        if (truePositives is null)
            throw new InvalidOperationException(
                $"The metric {name} has seen no batch yet: with multi_label and without num_labels it does not know its labels.");
        return curve == "PR" && summationMethod == "interpolation" ? interpolate_pr_auc() : OverLabels(RiemannSum());
    }

    /// <summary>The area under the PR curve, interpolated as by Davis and Goadrich.</summary>
    public Tensor interpolate_pr_auc() => OverLabels(InterpolatedPrecisionRecall());

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = new OrderedDictionary<string, object?>(base.get_config())
        {
            ["num_thresholds"] = counts.Count,
            ["curve"] = curve,
            ["summation_method"] = summationMethod,
            ["multi_label"] = multiLabel,
            ["label_weights"] = labelWeights,
        };
        if (isFromThresholds) config["thresholds"] = between;
        return config;
    }

    private static void Take(Variable weight, double[] counts) => Add(weight, Tensor.From<double>(counts, weight.Shape));

    private static int LabelsOf(Tensor y_pred) => y_pred.Rank == 2
        ? y_pred.Shape.Dims[1]
        : throw new ValueError(
            $"`y_true` must have rank 2 when `multi_label=True`. Found rank {y_pred.Rank}. Full shape received for "
            + $"`y_true`: {y_pred.Shape}", nameof(y_pred));

    private void Build(Shape shape)
    {
        truePositives = add_weight("true_positives", shape);
        trueNegatives = add_weight("true_negatives", shape);
        falsePositives = add_weight("false_positives", shape);
        falseNegatives = add_weight("false_negatives", shape);
    }

    private Tensor OverLabels(Tensor areas)
    {
        if (!multiLabel) return areas;
        if (labelWeights is null) return Ops.Mean(areas);
        var weights = Ops.Cast(Tensor.From<double>(labelWeights), DType);
        return Ops.DivideNoNan(Ops.Sum(Ops.Multiply(areas, weights)), Ops.Sum(weights));
    }

    private Tensor RiemannSum()
    {
        var recall = Share(truePositives!, falseNegatives!);
        var (x, y) = curve == "ROC" ? (Share(falsePositives!, trueNegatives!), recall) : (recall, Share(truePositives!, falsePositives!));
        Tensor left = AllButLast(y), right = AllButFirst(y);
        var heights = summationMethod switch
        {
            "interpolation" => (left + right) / 2.0,
            "minoring" => Ops.Minimum(left, right),
            _ => Ops.Maximum(left, right),
        };
        return Ops.Sum((AllButLast(x) - AllButFirst(x)) * heights, [0]);
    }

    private Tensor InterpolatedPrecisionRecall()
    {
        var zero = Ops.Constant(0, DType);
        Tensor positives = truePositives!.Current, predicted = Ops.Add(positives, falsePositives!.Current);
        var gained = AllButLast(positives) - AllButFirst(positives);
        Tensor before = AllButLast(predicted), after = AllButFirst(predicted);
        var slope = Ops.DivideNoNan(gained, Ops.Maximum(before - after, zero));
        var intercept = AllButFirst(positives) - slope * after;
        var both = Ops.And(Ops.Compare(CompareOp.Greater, before, zero), Ops.Compare(CompareOp.Greater, after, zero));
        var ratio = Ops.Select(both, Ops.DivideNoNan(before, Ops.Maximum(after, zero)), Ops.OnesLike(after));
        var actual = AllButFirst(positives) + AllButFirst(falseNegatives!.Current);
        return Ops.Sum(Ops.DivideNoNan(slope * (gained + intercept * Ops.Log(ratio)), Ops.Maximum(actual, zero)), [0]);
    }

    private static Tensor Share(Variable a, Variable b) => Ops.DivideNoNan(a.Current, Ops.Add(a.Current, b.Current));

    private static Tensor AllButLast(Tensor x) => Ops.Narrow(x, 0, 0, x.Shape.Dims[0] - 1);

    private static Tensor AllButFirst(Tensor x) => Ops.Narrow(x, 0, 1, x.Shape.Dims[0] - 1);
}

namespace KerasLikeRnn.Metrics;

/// <summary>The best value of one share of the predictions among the thresholds at which another share is large enough.</summary>
public abstract class SensitivitySpecificityBase : ConfusionMetric
{
    private readonly double value;
    private readonly int num_thresholds;
    private readonly int? class_id;
    private readonly string argument;
    private readonly Variable truePositives;
    private readonly Variable trueNegatives;
    private readonly Variable falsePositives;
    private readonly Variable falseNegatives;

    /// <param name="num_thresholds">Number of thresholds, evenly from 0 to 1.</param>
    /// <param name="class_id">The only class to look at; null for all.</param>
    private protected SensitivitySpecificityBase(double value, string argument, int num_thresholds, int? class_id, MetricOptions? options)
        : base(Between(value, argument, num_thresholds), num_thresholds > 1, null, class_id, options)
    {
        this.value = value;
        this.argument = argument;
        this.num_thresholds = num_thresholds;
        this.class_id = class_id;
        truePositives = AddCounts("true_positives", batch => batch.TruePositives);
        trueNegatives = AddCounts("true_negatives", batch => batch.TrueNegatives);
        falsePositives = AddCounts("false_positives", batch => batch.FalsePositives);
        falseNegatives = AddCounts("false_negatives", batch => batch.FalseNegatives);
    }

    private protected Tensor Sensitivities => Share(truePositives, falseNegatives);

    private protected Tensor Specificities => Share(trueNegatives, falsePositives);

    private protected Tensor Precisions => Share(truePositives, falsePositives);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["class_id"] = class_id, ["num_thresholds"] = num_thresholds, [argument] = value };

    /// <summary>The largest dependent share where the constrained one reaches the value; 0 where it never does.</summary>
    private protected Tensor Best(Tensor constrained, Tensor dependent)
    {
        var feasible = Ops.Compare(CompareOp.GreaterEqual, constrained, Ops.Constant(value, constrained.DType));
        return Ops.Max(Ops.Select(feasible, dependent, Ops.ZerosLike(dependent)));
    }

    private static double[] Between(double value, string argument, int num_thresholds)
    {
        if (!(value >= 0 && value <= 1))
            throw new ValueError(
                $"Argument `{argument}` must be in the range [0, 1]. Received: {argument}={value}", argument);
        if (num_thresholds <= 0)
            throw new ValueError(
                $"Argument `num_thresholds` must be an integer > 0. Received: num_thresholds={num_thresholds}", nameof(num_thresholds));
        return num_thresholds == 1 ? [0.5] : Enumerable.Range(0, num_thresholds).Select(i => (double)i / (num_thresholds - 1)).ToArray();
    }
}

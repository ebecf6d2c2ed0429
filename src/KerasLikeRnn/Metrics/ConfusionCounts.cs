namespace KerasLikeRnn.Metrics;

/// <summary>
/// Counts, for each threshold, weighted by the samples' weights: predictions above it and at or below it, for true and false
/// labels. For many evenly spaced thresholds each prediction goes into the bucket between two of them, and sums over the
/// buckets give all counts at once.
/// </summary>
/// <param name="thresholds">Ascending where there are many.</param>
/// <param name="dtype">Type in which predictions and thresholds are compared.</param>
/// <param name="isEven">Whether the thresholds are evenly spaced from 0 to 1; null to find out.</param>
internal sealed class ConfusionCounts(double[] thresholds, DType dtype, bool? isEven = null)
{
    /// <summary>A score that is below every threshold.</summary>
    public const double NegativeInfinity = -1e10;

    private readonly bool isEven = isEven ?? IsEven(thresholds);

    /// <summary>Number of thresholds.</summary>
    public int Count => thresholds.Length;

    /// <summary>Counts of one batch: [threshold, label] for several labels, else [threshold].</summary>
    public sealed record Batch(double[] TruePositives, double[] FalsePositives, double[] TrueNegatives, double[] FalseNegatives);

    /// <summary>Whether thresholds lie evenly from 0 to 1.</summary>
    public static bool IsEven(IReadOnlyList<double> thresholds)
    {
        if (thresholds.Count < 3) return false;
        for (var i = 0; i < thresholds.Count; i++)
        {
            var even = (float)i / (thresholds.Count - 1);
            if (Math.Abs(thresholds[i] - even) > BackendConfig.epsilon() + 1e-5 * even) return false;
        }
        return true;
    }

    /// <summary>Counts a batch.</summary>
    /// <param name="y_true">Labels, 0 or not.</param>
    /// <param name="y_pred">Predictions from 0 to 1.</param>
    /// <param name="sample_weight">Weights of the samples; null for 1.</param>
    /// <param name="top_k">How many of the best predictions of a sample can be positive; null for all.</param>
    /// <param name="class_id">The only class to count; null for all.</param>
    /// <param name="multi_label">Whether to count each label (last axis) for itself.</param>
    /// <param name="label_weights">Weights of the labels, where they are counted together; null for 1.</param>
    /// <exception cref="ValueError">Shapes do not fit, or a prediction is not between 0 and 1.</exception>
    public Batch Of(
        Tensor y_true, Tensor y_pred, Tensor? sample_weight, int? top_k = null, int? class_id = null,
        bool multi_label = false, double[]? label_weights = null)
    {
        y_true = Ops.Cast(y_true, dtype);
        y_pred = Ops.Cast(y_pred, dtype);
        RequireProbabilities(y_pred);
        (y_true, y_pred) = Alignment.Squeeze(y_true, y_pred);
        Alignment.RequireEqual(y_true.Shape, y_pred.Shape);
        if (top_k is { } k) y_pred = KeepTop(y_pred, k);
        if (class_id is { } number)
        {
            y_true = Ops.Take(y_true, -1, number);
            y_pred = Ops.Take(y_pred, -1, number);
        }
        if (sample_weight is not null) sample_weight = Alignment.MatchRank(Ops.Cast(sample_weight, DType.Float64), y_pred.Rank);
        var labels = Numbers(y_true);
        var scores = Numbers(y_pred);
        var weights = Weights(sample_weight, y_pred.Shape, label_weights);
        var columns = multi_label ? y_pred.Shape.Dim(-1) : 1;
        return isEven ? Buckets(labels, scores, weights, columns) : EachThreshold(labels, scores, weights, columns);
    }

    private static double[] Numbers(Tensor x) => Ops.Cast(x, DType.Float64).ToArray<double>();

    private static void RequireProbabilities(Tensor y_pred)
    {
        if (y_pred.Length == 0) return;
        double smallest = Ops.Min(y_pred).Item(), largest = Ops.Max(y_pred).Item();
        if (smallest >= 0 && largest <= 1) return;
        throw new ValueError(
            $"predictions must be {(smallest >= 0 ? "<= 1" : ">= 0")}. Received predictions from {smallest} to {largest}; give the last "
            + $"layer a sigmoid or softmax, or the metric from_logits where it has it.",
            nameof(y_pred));
    }

    /// <summary>All but the k largest scores of each sample become minus infinity; of equal ones the first count.</summary>
    private static Tensor KeepTop(Tensor scores, int k)
    {
        var classes = scores.Shape.Dim(-1);
        if (k > classes) throw new ValueError($"input must have at least k columns. Had {classes}, needed {k}.", nameof(k));
        var values = Numbers(scores);
        var order = new int[classes];
        for (var row = 0; row < values.Length; row += classes)
        {
            for (var i = 0; i < classes; i++) order[i] = row + i;
            var descending = order.OrderByDescending(at => values[at]).ToArray();
            foreach (var at in descending[k..]) values[at] = NegativeInfinity;
        }
        return Ops.Cast(Tensor.From<double>(values, scores.Shape), scores.DType);
    }

    private static double[]? Weights(Tensor? sample_weight, Shape shape, double[]? label_weights)
    {
        if (sample_weight is null && label_weights is null) return null;
        var weights = Ops.Ones(shape, DType.Float64);
        if (sample_weight is not null)
        {
            if (!Alignment.CanBroadcast(sample_weight.Shape, shape))
                throw new ValueError(
                    $"weights can not be broadcast to values. values shape={shape}, weights shape={sample_weight.Shape}.",
                    nameof(sample_weight));
            weights = Ops.Multiply(weights, sample_weight);
        }
        if (label_weights is not null) weights = Ops.Multiply(weights, Tensor.From<double>(label_weights));
        return weights.ToArray<double>();
    }

    private Batch EachThreshold(double[] labels, double[] scores, double[]? weights, int columns)
    {
        var batch = Empty(columns);
        for (var t = 0; t < Count; t++)
        {
            var threshold = Rounded(thresholds[t]);
            for (var i = 0; i < scores.Length; i++)
            {
                var counts = scores[i] > threshold
                    ? labels[i] != 0 ? batch.TruePositives : batch.FalsePositives
                    : labels[i] != 0 ? batch.FalseNegatives : batch.TrueNegatives;
                counts[t * columns + i % columns] += weights?[i] ?? 1;
            }
        }
        return batch;
    }

    private Batch Buckets(double[] labels, double[] scores, double[]? weights, int columns)
    {
        var batch = Empty(columns);
        double[] totalTrue = new double[columns], totalFalse = new double[columns];
        var belowZero = thresholds[0] < 0 || thresholds[^1] > 1;
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = weights?[i] ?? 1;
            var isTrue = labels[i] != 0;
            (isTrue ? totalTrue : totalFalse)[i % columns] += weight;
            var bucket = (int)Math.Ceiling(Rounded(Math.Clamp(scores[i], 0, 1) * (Count - 1))) - 1;
            if (belowZero) bucket = Math.Max(bucket, 0);
            if (bucket >= 0) (isTrue ? batch.TruePositives : batch.FalsePositives)[bucket * columns + i % columns] += weight;
        }
        for (var at = Count * columns - 1; at >= 0; at--)
        {
            if (at + columns < Count * columns)
            {
                batch.TruePositives[at] += batch.TruePositives[at + columns];
                batch.FalsePositives[at] += batch.FalsePositives[at + columns];
            }
            batch.FalseNegatives[at] = totalTrue[at % columns] - batch.TruePositives[at];
            batch.TrueNegatives[at] = totalFalse[at % columns] - batch.FalsePositives[at];
        }
        return batch;
    }

    private Batch Empty(int columns) =>
        new(new double[Count * columns], new double[Count * columns], new double[Count * columns], new double[Count * columns]);

    private double Rounded(double value) => dtype != DType.Float64 ? (float)value : value;
}

namespace KerasLikeRnn.Layers;

/// <summary>
/// A few numbers that stand for many: each with the weight of those it stands for. Batches are summed up one by one, merged and made
/// shorter again, in the way of Keras's Discretization, so that the same data give the same boundaries.
/// </summary>
internal sealed class QuantileSummary
{
    private readonly float[] values;
    private readonly float[] weights;

    private QuantileSummary(float[] values, float[] weights) => (this.values, this.weights) = (values, weights);

    /// <summary>The summary of nothing.</summary>
    public static QuantileSummary Empty { get; } = new([], []);

    /// <summary>A summary of a batch: every k-th number in order, so that about 1 / epsilon remain.</summary>
    public static QuantileSummary Of(float[] numbers, double epsilon)
    {
        var sorted = numbers.Order().ToArray();
        var start = (int)(sorted.Length / (float)(1 / epsilon));
        var step = Math.Max(start, 1);
        var kept = new List<float>();
        for (var i = start; i < sorted.Length; i += step) kept.Add(sorted[i]);
        return new QuantileSummary([.. kept], [.. Enumerable.Repeat((float)step, kept.Count)]);
    }

    /// <summary>The summary that a tensor of shape (2, numbers) has: the numbers, then their weights.</summary>
    /// <exception cref="ValueError">It has another shape.</exception>
    public static QuantileSummary Of(Tensor tensor)
    {
        if (tensor.Rank != 2 || tensor.Shape.Dims[0] != 2)
            throw new ValueError($"A summary has the shape (2, numbers). Received: {tensor.Shape}", nameof(tensor));
        var all = tensor.ToArray<float>();
        return new(all[..(all.Length / 2)], all[(all.Length / 2)..]);
    }

    /// <summary>Whether nothing was summed up.</summary>
    public bool IsEmpty => values.Length == 0;

    /// <summary>The numbers and their weights: float32 of shape (2, numbers).</summary>
    public Tensor ToTensor() => Tensor.From<float>([.. values, .. weights], Shape.Of(2, values.Length));

    /// <summary>Both summaries as one, made shorter where it is longer than 1 / epsilon.</summary>
    public QuantileSummary Merge(QuantileSummary other, double epsilon)
    {
        float[] all = [.. values, .. other.values], heavy = [.. weights, .. other.weights];
        int[] order = [.. Enumerable.Range(0, all.Length).OrderBy(i => all[i])];
        return new QuantileSummary(Array.ConvertAll(order, i => all[i]), Array.ConvertAll(order, i => heavy[i])).Compress(epsilon);
    }

    /// <summary>Boundaries between bins of about equal weight.</summary>
    public double[] Boundaries(int bins)
    {
        var compressed = Compress(1.0 / bins).values;
        return [.. compressed.Take(compressed.Length - 1).Select(value => (double)value)];
    }

    /// <summary>The values at equal steps of the cumulative weight, by linear interpolation.</summary>
    private QuantileSummary Compress(double epsilon)
    {
        if (values.Length * epsilon < 1) return this;
        var cumulative = new float[weights.Length];
        var sum = 0f;
        for (var i = 0; i < weights.Length; i++) cumulative[i] = sum += weights[i];
        var shares = Array.ConvertAll(cumulative, weight => (double)(weight / sum));
        double[] targets = [.. Steps(epsilon).Select(step => epsilon + step)];
        var newValues = Array.ConvertAll(targets, target => (float)Interpolate(target, shares, values));
        var reached = Array.ConvertAll(targets, target => Interpolate(target, shares, cumulative));
        var newWeights = reached.Select((weight, i) => (float)(weight - (i == 0 ? 0 : reached[i - 1]))).ToArray();
        return new QuantileSummary(newValues, newWeights);
    }

    /// <summary>NumPy's <c>arange(0, 1, step)</c>.</summary>
    private static IEnumerable<double> Steps(double step) => Enumerable.Range(0, (int)Math.Ceiling(1 / step)).Select(i => i * step);

    /// <summary>NumPy's <c>interp</c>: y at x between the points, and the first or last y outside.</summary>
    private static double Interpolate(double x, double[] xs, float[] ys)
    {
        if (x < xs[0]) return ys[0];
        var at = xs.Length - 1;
        while (at > 0 && xs[at] > x) at--;
        if (at == xs.Length - 1) return ys[at];
        var slope = ((double)ys[at + 1] - ys[at]) / (xs[at + 1] - xs[at]);
        return slope * (x - xs[at]) + ys[at];
    }
}

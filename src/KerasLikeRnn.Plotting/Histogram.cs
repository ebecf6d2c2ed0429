namespace KerasLikeRnn.Plotting;

/// <summary>How many values fall into each of some bins of equal width; the last bin holds its upper edge, too.</summary>
internal sealed record Histogram(double[] Heights, double[] Edges)
{
    public double[] Centers => [.. Heights.Select((_, bin) => (Edges[bin] + Edges[bin + 1]) / 2)];

    public double[] Widths => [.. Heights.Select((_, bin) => Edges[bin + 1] - Edges[bin])];

    /// <exception cref="ValueError">No bins, a range that is not finite or runs backwards, or a value that is no number.</exception>
    public static Histogram Of(double[] x, int bins, Interval? range, bool density)
    {
        if (bins < 1) throw new ValueError("`bins` must be positive, when an integer", nameof(bins));
        if (range is { } given && !(given.Low <= given.High && double.IsFinite(given.Length)))
            throw new ValueError("max must be larger than min in range parameter.", nameof(range));
        if (range is null && !Array.TrueForAll(x, double.IsFinite))
            throw new ValueError("autodetected range of x is not finite: it holds NaN or infinity.", nameof(x));

        var (low, high) = range ?? Interval.Of(x) ?? new Interval(0, 1);
        if (low == high) (low, high) = (low - 0.5, high + 0.5);
        var edges = Enumerable.Range(0, bins + 1).Select(edge => edge == bins ? high : low + (high - low) * edge / bins).ToArray();
        var counts = new double[bins];
        foreach (var value in x)
            if (value >= low && value <= high) counts[BinOf(value, edges)]++;
        var total = counts.Sum();
        if (density) counts = [.. counts.Select((count, bin) => count / total / (edges[bin + 1] - edges[bin]))];
        return new Histogram(counts, edges);
    }

    private static int BinOf(double value, double[] edges)
    {
        var found = Array.BinarySearch(edges, value);
        return Math.Min(found >= 0 ? found : ~found - 1, edges.Length - 2);
    }
}

namespace KerasLikeRnn.Callbacks;

/// <summary>The buckets of a distribution as TensorBoard's summaries have them: 30, equally wide from the least to the largest.</summary>
internal static class HistogramBuckets
{
    /// <summary>Number of buckets.</summary>
    internal const int Count = 30;

    /// <summary>For each bucket its left edge, its right edge, and how many numbers are in it; zeros where there are no numbers.</summary>
    internal static double[] Of(ReadOnlySpan<double> values)
    {
        var buckets = new double[3 * Count];
        if (values.IsEmpty) return buckets;
        double least = values[0], largest = values[0];
        foreach (var value in values) (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        var width = (largest - least) / Count;
        for (var i = 0; i < Count; i++)
        {
            buckets[3 * i] = Edge(i);
            buckets[3 * i + 1] = Edge(i + 1);
        }
        // Where all numbers are the same the last bucket has them.
        foreach (var value in values) buckets[3 * Index(value) + 2]++;
        return buckets;

        double Edge(int i) => i == Count ? largest : least + width * i;

        int Index(double value) => width > 0 ? (int)Math.Clamp(Math.Floor((value - least) / width), 0, Count - 1) : Count - 1;
    }
}

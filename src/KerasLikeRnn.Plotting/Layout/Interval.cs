namespace KerasLikeRnn.Plotting;

/// <summary>From one value to another; an axis may run downwards.</summary>
internal readonly record struct Interval(double Low, double High)
{
    private const double Expander = 0.05;

    public double Length => High - Low;

    /// <summary>The interval of all finite values; null if there is none.</summary>
    public static Interval? Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return low <= high ? new Interval(low, high) : null;
    }

    /// <summary>An interval that holds all of them; null if there is none.</summary>
    public static Interval? Of(IEnumerable<Interval?> intervals) =>
        Of(intervals.SelectMany(interval => interval is { } some ? new[] { some.Low, some.High } : []));

    /// <summary>A single value becomes a small range around it, as matplotlib's locators have it.</summary>
    public Interval NonSingular()
    {
        var (low, high) = (Low, High);
        if (Math.Abs(high - low) > Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-15) return this;
        if (low == 0 && high == 0) return new Interval(-Expander, Expander);
        var expand = Expander * Math.Max(Math.Abs(low), Math.Abs(high));
        return new Interval(low - expand, high + expand);
    }

    /// <summary>Where a value lies between 0 (low) and 1 (high).</summary>
    public double Fraction(double value) => (value - Low) / Length;
}

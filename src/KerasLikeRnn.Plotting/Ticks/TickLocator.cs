namespace KerasLikeRnn.Plotting;

/// <summary>Chooses round numbers for an axis as matplotlib's AutoLocator does: steps of 1, 2, 2.5 or 5 times a power of ten.</summary>
internal static class TickLocator
{
    private const int MostIntervals = 9;
    private const int FewestTicks = 2;
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>As many intervals as tick labels of <paramref name="fontSizes"/> font sizes each find room for on the axis.</summary>
    public static int Intervals(double axisPixels, double fontSizes) =>
        Math.Clamp((int)Math.Floor(Points.FromPixels(axisPixels) / (Points.FontSize * fontSizes)), 1, MostIntervals);

    /// <summary>Ticks inside low to high (in either order).</summary>
    public static double[] Locate(double low, double high, int intervals)
    {
        if (low > high) (low, high) = (high, low);
        var rawStep = (high - low) / intervals;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rawStep)));
        if (power == 0 || !double.IsFinite(power)) return [low];

        // One decade below as well: a range between two multiples of the first choice needs a finer step.
        var candidates = Steps.Select(step => step * power / 10).Concat(Steps.Select(step => step * power)).ToArray();
        var choice = Array.FindIndex(candidates, step => step >= rawStep * (1 - 1e-10));
        if (choice < 0) choice = candidates.Length - 1;
        var ticks = Multiples(candidates[choice], low, high);
        while (ticks.Length < FewestTicks && choice > 0)
            ticks = Multiples(candidates[--choice], low, high);
        return ticks;
    }

    private static double[] Multiples(double step, double low, double high)
    {
        // A tick on the edge of the axis is drawn although rounding may place it just outside.
        var slack = (high - low) * 1e-10;
        var first = Math.Ceiling((low - slack) / step);
        var last = Math.Floor((high + slack) / step);
        if (last < first || last - first > 1000) return [];
        return Enumerable.Range(0, (int)(last - first) + 1).Select(index => Round((first + index) * step, step)).ToArray();
    }

    // 3 * 0.1 is 0.30000000000000004: cut what lies far below the step.
    private static double Round(double value, double step)
    {
        var digits = 3 - (int)Math.Floor(Math.Log10(step));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }
}

using System.Globalization;

namespace KerasLikeRnn.Plotting;

/// <summary>
/// Writes the numbers at ticks as matplotlib's ScalarFormatter does: all with the same number of decimals; what they share (an offset,
/// a power of ten) stands once at the end of the axis.
/// </summary>
/// <param name="Texts">One text for each tick.</param>
/// <param name="Shared">The text at the end of the axis, or empty.</param>
internal sealed record TickLabels(string[] Texts, string Shared)
{
    /// <summary>The typographic minus sign that matplotlib writes.</summary>
    public const char Minus = '\u2212';

    private const int LowestPlainPower = -5;
    private const int HighestPlainPower = 6;
    private const double SharedDigits = 1000;

    public static TickLabels For(double[] ticks, double low, double high)
    {
        if (ticks.Length == 0) return new TickLabels([], "");
        var offset = Offset(ticks.Min(), ticks.Max());
        var shifted = ticks.Select(tick => tick - offset).ToArray();
        var power = PowerOf(offset == 0 ? shifted.Max(Math.Abs) : Math.Abs(high - low));
        var scale = Math.Pow(10, power);
        var scaled = shifted.Select(tick => tick / scale).ToArray();
        var decimals = Decimals(scaled, Math.Abs(high - low) / scale);
        return new TickLabels(
            [.. scaled.Select(tick => Write(tick, "F" + decimals.ToString(CultureInfo.InvariantCulture)))],
            SharedText(offset, power));
    }

    // 0 where plain decimals are short enough to read.
    private static int PowerOf(double largest)
    {
        if (largest == 0) return 0;
        var power = (int)Math.Floor(Math.Log10(largest) + 1e-12);
        return power is > LowestPlainPower and < HighestPlainPower ? 0 : power;
    }

    // The leading digits that all ticks share, when they are four or more.
    private static double Offset(double lowest, double highest)
    {
        if (lowest == highest || (lowest <= 0 && highest >= 0)) return 0;
        var sign = Math.Sign(highest);
        var (small, large) = sign > 0 ? (lowest, highest) : (-highest, -lowest);
        var power = Math.Pow(10, Math.Ceiling(Math.Log10(large)));
        while (Math.Floor(small / (power / 10)) == Math.Floor(large / (power / 10))) power /= 10;
        // Ticks on both sides of a round number share no digits, yet lie close together.
        if ((large - small) / power <= 0.01)
            while (Math.Floor(large / (power / 10)) - Math.Floor(small / (power / 10)) <= 1) power /= 10;
        var digits = Math.Floor(large / power);
        return digits >= SharedDigits ? sign * digits * power : 0;
    }

    // As few decimals as tell the ticks apart: a thousandth of the axis decides.
    private static int Decimals(double[] ticks, double range)
    {
        var power = (int)Math.Floor(Math.Log10(range == 0 ? Math.Max(1, ticks.Max(Math.Abs)) : range));
        var threshold = 1e-3 * Math.Pow(10, power);
        var decimals = Math.Clamp(3 - power, 0, 15);
        while (decimals > 0 && ticks.All(tick => Math.Abs(tick - Math.Round(tick, decimals - 1)) < threshold)) decimals--;
        return decimals;
    }

    private static string SharedText(double offset, int power)
    {
        var scale = power == 0 ? "" : "1e" + Write(power, "F0");
        if (offset == 0) return scale;
        return scale + (offset > 0 ? "+" : "") + Write(offset, "0.##########e0");
    }

    private static string Write(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        if (text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept("0.") < 0) text = text[1..]; // No "-0.0".
        return text.Replace('-', Minus);
    }
}

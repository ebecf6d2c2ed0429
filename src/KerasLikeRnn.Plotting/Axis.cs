namespace KerasLikeRnn.Plotting;

/// <summary>One direction of an axes: limits, ticks, label, grid. Sizes are in pixels.</summary>
internal sealed class Axis(bool isHorizontal)
{
    private const double Margin = 0.05;
    private const double LabelPad = 4;
    private const double XTickSpace = 3;

    /// <summary>Room for a tick label in font sizes, along the axis.</summary>
    public const double YTickSpace = 2;

    public static readonly double LineWidth = Points.ToPixels(0.8);
    public static readonly double TickLength = Points.ToPixels(3.5);
    public static readonly double TickPad = Points.ToPixels(3.5);

    public string? Label { get; set; }

    /// <summary>In points.</summary>
    public double LabelSize { get; set; } = Points.FontSize;

    /// <summary>Limits set by hand; null follows the data.</summary>
    public Interval? Limits { get; set; }

    public bool HasGrid { get; set; }

    /// <summary>Ticks set by hand; null chooses them.</summary>
    public double[]? Ticks { get; set; }

    /// <summary>The texts at <see cref="Ticks"/>; null writes the numbers.</summary>
    public string[]? TickTexts { get; set; }

    /// <summary>How far the axis' label reaches beyond the tick labels.</summary>
    public double LabelHeight =>
        string.IsNullOrEmpty(Label) ? 0 : Points.ToPixels(LabelPad) + TextSize.Height(Label, Points.ToPixels(LabelSize));

    /// <summary>The limits for data of that extent: five percent of room on both sides, none beyond a sticky edge.</summary>
    public Interval LimitsFor(Interval? extent, IReadOnlyCollection<double> sticky)
    {
        if (Limits is { } limits) return limits;
        if (extent is not { } data) return new Interval(0, 1);
        var range = data.NonSingular();
        var margin = range.Length * Margin;
        return new Interval(
            sticky.Contains(range.Low) ? range.Low : range.Low - margin,
            sticky.Contains(range.High) ? range.High : range.High + margin);
    }

    /// <summary>The ticks between the limits, the text at each, and the text at the end of the axis.</summary>
    public (double[] Positions, string[] Labels, string Shared) TicksFor(Axes axes)
    {
        var limits = isHorizontal ? axes.XLimits : axes.YLimits;
        var length = isHorizontal ? axes.Position.Width * axes.Figure.Width : axes.Position.Height * axes.Figure.Height;
        var positions = Ticks ?? TickLocator.Locate(
            limits.Low, limits.High, TickLocator.Intervals(length, isHorizontal ? XTickSpace : YTickSpace));
        if (TickTexts is not null) return (positions, TickTexts, "");
        var labels = TickLabels.For(positions, limits.Low, limits.High);
        return (positions, labels.Texts, labels.Shared);
    }
}

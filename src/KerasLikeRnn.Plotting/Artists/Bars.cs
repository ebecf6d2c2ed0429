using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>Upright rectangles from zero to a height, centred on x: <c>plt.bar</c> and <c>plt.hist</c>.</summary>
internal sealed class Bars(double[] x, double[] heights, double[] widths) : Artist
{
    /// <summary>A CSS colour.</summary>
    public required string Color { get; init; }

    public double? Alpha { get; init; }

    public override Interval? XExtent => Interval.Of(Boxes.SelectMany(bar => new[] { bar.Left, bar.Right }));

    public override Interval? YExtent => Interval.Of(Boxes.SelectMany(bar => new[] { bar.Bottom, bar.Top }));

    public override IEnumerable<double> StickyY => [0];

    public override IEnumerable<Box> Boxes =>
        Enumerable.Range(0, x.Length).Where(index => double.IsFinite(x[index]) && double.IsFinite(heights[index]))
            .Select(index => new Box(
                x[index] - widths[index] / 2, Math.Min(0, heights[index]), x[index] + widths[index] / 2, Math.Max(0, heights[index])));

    public override Trace ToTrace(Axes axes) => new Trace("bar").With(
        ("x", WithGaps(x)),
        ("y", WithGaps(heights)),
        ("width", widths),
        ("marker", Json.Object(("color", Color), ("line", Json.Object(("width", 0))))),
        ("opacity", Alpha));
}

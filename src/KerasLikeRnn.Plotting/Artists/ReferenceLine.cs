using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>A line right across the axes, at a height or at a place: <c>plt.axhline</c>, <c>plt.axvline</c>.</summary>
internal sealed class ReferenceLine(double at, bool isHorizontal) : Artist
{
    /// <summary>A CSS colour.</summary>
    public required string Color { get; init; }

    public required LineStyle Style { get; init; }

    /// <summary>In points.</summary>
    public double Width { get; init; } = 1.5;

    public override Interval? XExtent => isHorizontal ? null : new Interval(at, at);

    public override Interval? YExtent => isHorizontal ? new Interval(at, at) : null;

    public override Trace ToTrace(Axes axes)
    {
        var width = Plotting.Points.ToPixels(Width);
        var (x, y) = (axes.XLimits, axes.YLimits);
        return new Trace("scatter").With(
            ("x", isHorizontal ? [x.Low, x.High] : new[] { at, at }),
            ("y", isHorizontal ? [at, at] : new[] { y.Low, y.High }),
            ("mode", "lines"),
            ("line", Json.Object(("color", Color), ("width", width), ("dash", Style.ToPlotly(width)))));
    }
}

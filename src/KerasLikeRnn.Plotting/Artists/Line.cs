using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>Points joined by a line, or marked, or both: one column of <c>plt.plot</c>.</summary>
internal sealed class Line(double[] x, double[] y) : Artist
{
    /// <summary>A CSS colour.</summary>
    public required string Color { get; init; }

    /// <summary>Null draws no line.</summary>
    public LineStyle? Style { get; init; }

    /// <summary>In points.</summary>
    public double Width { get; init; } = 1.5;

    /// <summary>Null draws no markers.</summary>
    public Marker? Marker { get; init; }

    /// <summary>In points.</summary>
    public double MarkerSize { get; init; } = 6;

    public double? Alpha { get; init; }

    public override Interval? XExtent => Interval.Of(Points.Select(point => point.X));

    public override Interval? YExtent => Interval.Of(Points.Select(point => point.Y));

    public override IEnumerable<(double X, double Y)> Points =>
        x.Zip(y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second));

    public override bool IsPath => true;

    public override Trace ToTrace(Axes axes)
    {
        var width = Plotting.Points.ToPixels(Width);
        return new Trace("scatter").With(
            ("x", WithGaps(x)),
            ("y", WithGaps(y)),
            ("mode", (Style, Marker) switch
            {
                (not null, not null) => "lines+markers",
                (not null, null) => "lines",
                (null, not null) => "markers",
                _ => "none",
            }),
            ("line", Style is null ? null : Json.Object(("color", Color), ("width", width), ("dash", Style.ToPlotly(width)))),
            ("marker", Marker?.ToPlotly(Color, MarkerSize)),
            ("opacity", Alpha));
    }
}

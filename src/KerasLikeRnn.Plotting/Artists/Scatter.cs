using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>Marked points without a line: <c>plt.scatter</c>.</summary>
internal sealed class Scatter(double[] x, double[] y) : Artist
{
    /// <summary>A CSS colour.</summary>
    public required string Color { get; init; }

    public required Marker Marker { get; init; }

    /// <summary>The marker's area in square points; matplotlib's default is the square of a line's marker size.</summary>
    public double Area { get; init; } = 36;

    public double? Alpha { get; init; }

    public override Interval? XExtent => Interval.Of(Points.Select(point => point.X));

    public override Interval? YExtent => Interval.Of(Points.Select(point => point.Y));

    public override IEnumerable<(double X, double Y)> Points =>
        x.Zip(y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second));

    public override Trace ToTrace(Axes axes) => new Trace("scatter").With(
        ("x", WithGaps(x)),
        ("y", WithGaps(y)),
        ("mode", "markers"),
        ("marker", Marker.ToPlotly(Color, Math.Sqrt(Area))),
        ("opacity", Alpha));
}

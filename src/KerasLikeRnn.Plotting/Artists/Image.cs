using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>A table shown as coloured squares, row 0 on top: <c>plt.imshow</c>.</summary>
internal sealed class Image(Columns table, ColorMap colors) : Artist
{
    private double[][] Rows =>
        [.. Enumerable.Range(0, table.Rows).Select(row => Enumerable.Range(0, table.Count).Select(column => table[column][row]).ToArray())];

    public override Interval? XExtent => new Interval(-0.5, table.Count - 0.5);

    public override Interval? YExtent => new Interval(-0.5, table.Rows - 0.5);

    public override IEnumerable<double> StickyX => [-0.5, table.Count - 0.5];

    public override IEnumerable<double> StickyY => [-0.5, table.Rows - 0.5];

    /// <summary>The values of the first and the last colour.</summary>
    public Interval Values => (Interval.Of(Rows.SelectMany(row => row)) ?? new Interval(0, 1)).NonSingular();

    public override Trace ToTrace(Axes axes) => new Trace("heatmap").With(
        ("z", Rows.Select(WithGaps).ToArray()),
        ("zmin", Values.Low),
        ("zmax", Values.High),
        ("colorscale", colors.ToPlotly()),
        ("showscale", axes.HasColorbar),
        ("colorbar", axes.HasColorbar ? Colorbar.ToPlotly(axes, Values) : null));
}

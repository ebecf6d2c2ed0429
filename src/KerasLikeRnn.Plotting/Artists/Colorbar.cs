namespace KerasLikeRnn.Plotting;

/// <summary>The scale beside a picture: takes a fifth of the axes' width, as matplotlib's does.</summary>
internal static class Colorbar
{
    public const double AxesShare = 0.8;
    private const double Start = 0.85;
    private const double HeightToWidth = 20;

    public static DynamicObj.DynamicObj ToPlotly(Axes axes, Interval values)
    {
        var (cell, picture) = (axes.Figure.Grid.Cell(axes.Cell), axes.Position);
        var height = picture.Height * axes.Figure.Height;
        var ticks = TickLocator.Locate(values.Low, values.High, TickLocator.Intervals(height, Axis.YTickSpace));
        return Json.Object(
            ("x", cell.Left + Start * cell.Width),
            ("xanchor", "left"),
            ("xpad", 0),
            ("y", picture.CenterY),
            ("yanchor", "middle"),
            ("ypad", 0),
            ("len", picture.Height),
            ("lenmode", "fraction"),
            ("thickness", height / HeightToWidth),
            ("outlinecolor", "black"),
            ("outlinewidth", Axis.LineWidth),
            ("ticks", "outside"),
            ("ticklen", Axis.TickLength),
            ("tickwidth", Axis.LineWidth),
            ("tickmode", "array"),
            ("tickvals", ticks),
            ("ticktext", TickLabels.For(ticks, values.Low, values.High).Texts));
    }
}

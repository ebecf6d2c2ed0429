using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>Turns a figure into a Plotly.NET chart that looks as matplotlib draws it.</summary>
internal static class PlotlyChart
{
    private const string FontFamily = "'DejaVu Sans', 'Bitstream Vera Sans', Verdana, sans-serif";
    private const string GridColor = "#b0b0b0";
    private const string LegendBorder = "#cccccc";
    private const string LegendGround = "rgba(255,255,255,0.8)";
    private const double XLabelGap = 4;
    private const double YLabelGap = 0;

    public static GenericChart Of(Figure figure)
    {
        var traces = figure.Axes.SelectMany((axes, index) => axes.Artists.Select(artist => ToTrace(axes, artist, Suffix(index)))).ToList();
        if (traces.Count == 0) traces.Add(new Trace("scatter")); // plotly.js draws axes only for a trace.
        var chart = GenericChart.ofTraceObjects(false, Microsoft.FSharp.Collections.ListModule.OfSeq(traces));
        return GenericChart.setConfig(ToConfig(figure), GenericChart.setLayout(ToLayout(figure), chart));
    }

    // plotly.js numbers axes and legends x, x2, x3 ...
    private static string Suffix(int index) => index == 0 ? "" : Invariant($"{index + 1}");

    private static Trace ToTrace(Axes axes, Artist artist, string suffix)
    {
        var entry = axes.Legend?.Entries.FirstOrDefault(candidate => candidate.Artist == artist).Text;
        var name = entry ?? artist.Label;
        return artist.ToTrace(axes).With(
            ("xaxis", "x" + suffix),
            ("yaxis", "y" + suffix),
            ("name", name is null ? null : ToHtml(name)),
            ("hoverinfo", name is null ? artist is Image ? "x+y+z" : "x+y" : null),
            ("showlegend", entry is not null),
            ("legend", entry is not null ? "legend" + suffix : null));
    }

    private static Layout ToLayout(Figure figure)
    {
        var layout = new Layout().With(
            ("width", figure.Width),
            ("height", figure.Height),
            ("margin", Json.Object(("l", 0), ("r", 0), ("t", 0), ("b", 0))),
            ("paper_bgcolor", "white"),
            ("plot_bgcolor", "white"),
            ("font", Font(Plotting.Points.FontSize)),
            ("hovermode", "closest"),
            ("barmode", "overlay"),
            ("annotations", figure.Axes.SelectMany(ToAnnotations).ToArray()));
        foreach (var (index, axes) in figure.Axes.Index())
        {
            var (suffix, place) = (Suffix(index), axes.Position);
            layout.SetProperty("xaxis" + suffix, ToAxis(axes, axes.X, axes.XLimits, place.Left, place.Right, "y" + suffix, XLabelGap));
            layout.SetProperty("yaxis" + suffix, ToAxis(axes, axes.Y, axes.YLimits, place.Bottom, place.Top, "x" + suffix, YLabelGap));
            if (axes.Legend is { } legend) layout.SetProperty("legend" + suffix, ToLegend(axes, legend.Place(axes)));
        }
        return layout;
    }

    private static DynamicObj.DynamicObj ToAxis(
        Axes axes, Axis axis, Interval limits, double start, double end, string anchor, double labelGap)
    {
        var (positions, labels, _) = axis.TicksFor(axes);
        return Json.Object(
            ("type", "linear"),
            ("domain", new[] { start, end }),
            ("anchor", anchor),
            ("range", new[] { limits.Low, limits.High }),
            ("tickmode", "array"),
            ("tickvals", positions),
            ("ticktext", labels.Select(ToHtml).ToArray()),
            ("tickangle", 0),
            ("ticks", "outside"),
            ("ticklen", Axis.TickLength),
            ("tickwidth", Axis.LineWidth),
            ("tickcolor", "black"),
            ("showline", true),
            ("mirror", true),
            ("linewidth", Axis.LineWidth),
            ("linecolor", "black"),
            ("zeroline", false),
            ("showgrid", axis.HasGrid),
            ("gridcolor", GridColor),
            ("gridwidth", Axis.LineWidth),
            ("title", string.IsNullOrEmpty(axis.Label)
                ? null
                : Json.Object(("text", ToHtml(axis.Label)), ("standoff", labelGap), ("font", Font(axis.LabelSize)))));
    }

    private static DynamicObj.DynamicObj ToLegend(Axes axes, LegendLocation location)
    {
        var room = axes.Pixels.Shrink(Legend.Distance);
        return Json.Object(
            ("x", (room.Left + location.X * room.Width) / axes.Figure.Width),
            ("y", (room.Bottom + location.Y * room.Height) / axes.Figure.Height),
            ("xanchor", location.XAnchor),
            ("yanchor", location.YAnchor),
            ("bgcolor", LegendGround),
            ("bordercolor", LegendBorder),
            ("borderwidth", 1),
            ("itemsizing", "trace"),
            ("traceorder", "normal"));
    }

    private static IEnumerable<DynamicObj.DynamicObj> ToAnnotations(Axes axes)
    {
        var (position, small) = (axes.Position, Plotting.Points.FontSize);
        if (!string.IsNullOrEmpty(axes.Title))
            yield return Annotation(axes.Title, position.CenterX, position.Top, "center", "bottom", axes.TitleSize, 0, 4);
        if (axes.X.TicksFor(axes).Shared is { Length: > 0 } x)
            yield return Annotation(x, position.Right, position.Bottom, "right", "top", small, 0, -24);
        if (axes.Y.TicksFor(axes).Shared is { Length: > 0 } y)
            yield return Annotation(y, position.Left, position.Top, "left", "bottom", small, 0, 0);
    }

    private static DynamicObj.DynamicObj Annotation(
        string text, double x, double y, string xAnchor, string yAnchor, double fontSize, double xShift, double yShift) => Json.Object(
            ("text", ToHtml(text)),
            ("xref", "paper"),
            ("yref", "paper"),
            ("x", x),
            ("y", y),
            ("xanchor", xAnchor),
            ("yanchor", yAnchor),
            ("xshift", xShift),
            ("yshift", yShift),
            ("showarrow", false),
            ("borderpad", 0),
            ("font", Font(fontSize)));

    private static DynamicObj.DynamicObj Font(double points) =>
        Json.Object(("family", FontFamily), ("size", Plotting.Points.ToPixels(points)), ("color", "black"));

    private static Config ToConfig(Figure figure) => new Config().With(
        ("displaylogo", false),
        ("doubleClick", "reset"),
        ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "autoScale2d" }),
        ("toImageButtonOptions", Json.Object(("filename", Invariant($"figure_{figure.Number}")))));

    // plotly.js reads a few HTML tags in texts; ours are plain.
    private static string ToHtml(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);
}

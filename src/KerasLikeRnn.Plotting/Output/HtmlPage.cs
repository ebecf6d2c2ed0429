using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>A page that holds a figure and all it needs: plotly.js stands inside, nothing is fetched.</summary>
internal static class HtmlPage
{
    // Zoomed in, plotly.js chooses the ticks; back at the first view they are the figure's own again.
    private const string Draw =
        """
        const page = document.getElementById('figure');
        const home = structuredClone(figure.layout);
        Plotly.newPlot(page, figure.data, figure.layout, figure.config);
        page.on('plotly_relayout', change => {
          const ticks = {};
          for (const key in change) {
            const axis = /^[xy]axis[0-9]*(?=\.range)/.exec(key)?.[0];
            if (axis) ticks[axis + '.tickmode'] = page.layout[axis].range.every((end, i) => end === home[axis].range[i]) ? 'array' : 'auto';
          }
          if (Object.keys(ticks).length > 0) Plotly.relayout(page, ticks);
        });
        """;

    private static readonly Lazy<string> PlotlyJs = new(ReadPlotlyJs);

    /// <summary>The text of plotly.js.</summary>
    public static string PlotlyScript => PlotlyJs.Value;

    /// <summary>The page that shows the figure.</summary>
    public static string Of(Figure figure) => Of(figure, Draw);

    /// <summary>A page that becomes the figure's picture: its only text is a data URL.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="format"><c>png</c> or <c>svg</c>.</param>
    /// <param name="scale">Picture pixels to a pixel of the figure.</param>
    public static string OfPicture(Figure figure, string format, double scale) => Of(figure, Invariant(
        $$"""
        Plotly.toImage(figure, {format: '{{format}}', width: {{figure.Width}}, height: {{figure.Height}}, scale: {{scale}}})
          .then(url => { document.head.remove(); document.body.textContent = url; });
        """));

    private static string Of(Figure figure, string script) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Figure {{Invariant($"{figure.Number}")}}</title>
        <style>body { margin: 0; background: white; }</style>
        <script>{{PlotlyJs.Value}}</script>
        </head>
        <body>
        <div id="figure"></div>
        <script>
        const figure = {{ToJson(figure)}};
        {{script}}
        </script>
        </body>
        </html>

        """;

    // In a script of HTML, "<" inside a string could end the script.
    private static string ToJson(Figure figure) =>
        Json.Text(PlotlyChart.Of(figure)).Replace("<", "\\u003c", StringComparison.Ordinal);

    private static string ReadPlotlyJs()
    {
        var assembly = typeof(GenericChart).Assembly;
        var name = Array.Find(assembly.GetManifestResourceNames(), resource => resource.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName()} holds no plotly.js; expected Plotly.NET 6.0.0.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

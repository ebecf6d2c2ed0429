namespace KerasLikeRnn.Plotting;

/// <summary>The page that follows a training: it asks for the curves again and again, and draws them when they have changed.</summary>
internal static class LivePage
{
    // Losses above, everything else below; a validation has its training's colour, dashed.
    private const string Follow =
        """
        const colors = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f', '#bcbd22', '#17becf'];
        const state = document.getElementById('state');
        function draw(curves) {
          const own = name => name.replace(/^val_/, '');
          const names = [...new Set(curves.map(curve => own(curve.name)))];
          const isLoss = name => /loss/.test(name);
          const both = names.some(isLoss) && !names.every(isLoss);
          const traces = curves.map(curve => ({
            name: curve.name, x: curve.x, y: curve.y, type: 'scatter', mode: 'lines+markers',
            line: {color: colors[names.indexOf(own(curve.name)) % colors.length], dash: own(curve.name) === curve.name ? 'solid' : 'dash'},
            yaxis: both && !isLoss(own(curve.name)) ? 'y2' : 'y'}));
          const layout = {
            margin: {t: 20, r: 20}, uirevision: 'kept', showlegend: true,
            xaxis: {title: {text: 'epoch'}, rangemode: 'tozero', anchor: both ? 'y2' : 'y'},
            yaxis: {domain: both ? [0.55, 1] : [0, 1]}};
          if (both) layout.yaxis2 = {domain: [0, 0.45]};
          Plotly.react('figure', traces, layout, {responsive: true});
        }
        async function follow() {
          for (let version = -1; ;) {
            let news;
            try {
              news = await (await fetch('curves?after=' + version, {cache: 'no-store'})).json();
            } catch {
              state.textContent = 'The program has ended.';
              return;
            }
            version = news.version;
            draw(news.curves);
            if (news.done) {
              state.textContent = news.done === 'abandoned' ? 'Training was abandoned.' : 'Training has ended.';
              return;
            }
          }
        }
        follow();
        """;

    /// <summary>The page, with all that it needs but the curves.</summary>
    public static string Text { get; } =
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Training</title>
        <link rel="icon" href="data:,">
        <style>
        html, body { height: 100%; margin: 0; background: white; font-family: sans-serif; }
        #state { height: 24px; padding: 4px 12px; color: #555; }
        #figure { height: calc(100% - 32px); }
        </style>
        <script>{{HtmlPage.PlotlyScript}}</script>
        </head>
        <body>
        <div id="state">Training ...</div>
        <div id="figure"></div>
        <script>
        {{Follow}}
        </script>
        </body>
        </html>

        """;
}

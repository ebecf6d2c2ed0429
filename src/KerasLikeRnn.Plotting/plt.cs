using KerasLikeRnn;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using KerasLikeRnn.Plotting;

/// <summary>
/// matplotlib.pyplot's calls: the same state machine (a current figure with current axes, opened by the first call that needs them)
/// draws figures that look like matplotlib's, as pages for the browser. The calls are meant for one thread.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "plt.plot(...) needs no using, as in a Python script.")]
public static partial class plt
{
    internal static readonly FigureManager figures = new();
    private static int pages;

    /// <summary>
    /// The folder into which <see cref="show"/> writes its pages <c>figure_1.html</c>, <c>figure_2.html</c> ...; created when needed.
    /// Default: null, which makes a new folder below the system's folder for temporary files.
    /// </summary>
    public static string? output_folder { get; set; }

    /// <summary>
    /// True: <see cref="show"/> opens no browser and prints the pages' paths. Default: false, or true if the environment variable
    /// MPLBACKEND is <c>agg</c>, matplotlib's name for drawing without a window.
    /// </summary>
    public static bool no_show { get; set; } =
        string.Equals(Environment.GetEnvironmentVariable("MPLBACKEND"), "agg", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a figure and makes it the current one, or returns to an open one.</summary>
    /// <param name="num">The figure's number. Default: the next free one.</param>
    /// <param name="figsize">Width and height in inches of 100 pixels. Default: (6.4, 4.8). An open figure keeps its size.</param>
    /// <exception cref="ValueError">The size is not positive.</exception>
    public static void figure(int? num = null, (double width, double height)? figsize = null) => figures.Activate(num, figsize);

    /// <summary>
    /// Shows all open figures, each on a page of its own, and closes them: in the browser, or, where there is no desktop or
    /// <see cref="no_show"/> is set, by printing the paths of the pages, one a line.
    /// </summary>
    /// <exception cref="IOException">A page could not be written.</exception>
    public static void show()
    {
        foreach (var figure in figures.Open) Present(figure);
        figures.CloseAll();
    }

    /// <summary>Brings the current figure's page up to date if <see cref="pause"/> has shown it; reloading it shows the changes.</summary>
    public static void draw()
    {
        if (figures.Current.Page is not null) WritePage(figures.Current);
    }

    /// <summary>Shows the open figures that were not shown yet, brings the pages of the others up to date, and waits.</summary>
    /// <param name="interval">Seconds to wait.</param>
    /// <exception cref="ValueError">The interval is negative or not a number.</exception>
    public static void pause(double interval)
    {
        if (!(interval >= 0)) throw new ValueError("interval must be at least 0 seconds.", nameof(interval));
        foreach (var figure in figures.Open)
        {
            if (figure.Page is null) Present(figure);
            else WritePage(figure);
        }
        Thread.Sleep(TimeSpan.FromSeconds(interval));
    }

    /// <summary>Writes the current figure to a file.</summary>
    /// <param name="path">
    /// Its extension names the format: <c>.html</c>, a page that needs no network; <c>.png</c> and <c>.svg</c>, drawn by an installed
    /// Chromium, Chrome or Edge (found by itself, or named by the environment variable CHROME_PATH). Without an extension: png.
    /// </param>
    /// <param name="dpi">Pixels per inch of a png. Default: 100, at which a figure of 6.4 x 4.8 inches has 640 x 480 pixels.</param>
    /// <exception cref="ValueError">Another format.</exception>
    /// <exception cref="ValueError">The resolution is not positive.</exception>
    /// <exception cref="InvalidOperationException">png or svg, and no browser was found.</exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public static void savefig(string path, double dpi = 100)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!(dpi > 0 && double.IsFinite(dpi))) throw new ValueError("dpi must be positive.", nameof(dpi));
        Picture.Save(figures.Current, path, dpi);
    }

    /// <summary>Closes the current figure without showing it.</summary>
    public static void close() => figures.CloseCurrent();

    /// <summary>Closes the figure of that number without showing it, if it is open.</summary>
    public static void close(int num) => figures.Close(num);

    /// <summary>Closes all figures without showing them.</summary>
    /// <param name="fig"><c>"all"</c>.</param>
    /// <exception cref="ValueError">Any other text.</exception>
    public static void close(string fig)
    {
        if (fig != "all") throw new ValueError($"close takes a figure's number or 'all'. Received: '{fig}'", nameof(fig));
        figures.CloseAll();
    }

    /// <summary>Empties the current figure.</summary>
    public static void clf() => figures.Current.Clear();

    /// <summary>Empties the current axes.</summary>
    public static void cla() => figures.Current.ClearCurrentAxes();

    /// <summary>The numbers of the open figures.</summary>
    public static int[] get_fignums() => [.. figures.Open.Select(figure => figure.Number)];

    private static Axes CurrentAxes => figures.Current.CurrentAxes;

    private static void Present(Figure figure)
    {
        var page = WritePage(figure);
        if (no_show || !Desktop.TryOpen(page)) Console.WriteLine(page);
    }

    private static string WritePage(Figure figure)
    {
        figure.Page ??= NextPage();
        WholeFile.Write(figure.Page, Encoding.UTF8.GetBytes(HtmlPage.Of(figure)));
        return figure.Page;
    }

    // Numbers go on after a show: a page that the browser is still opening must not change.
    private static string NextPage()
    {
        output_folder ??= Directory.CreateTempSubdirectory("plt_").FullName;
        var folder = Directory.CreateDirectory(output_folder).FullName;
        return Path.Combine(folder, Invariant($"figure_{++pages}.html"));
    }
}

using KerasLikeRnn;
using System.Collections;
using KerasLikeRnn.Plotting;

public static partial class plt
{
    /// <inheritdoc cref="plot(IEnumerable, IEnumerable, string, string, string, double?, string, string, double?, double?)"/>
    public static void plot<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, string fmt = "", string? label = null, string? color = null, double? linewidth = null,
        string? linestyle = null, string? marker = null, double? markersize = null, double? alpha = null) =>
        plot((IEnumerable)x, y, fmt, label, color, linewidth, linestyle, marker, markersize, alpha);

    /// <inheritdoc cref="plot(IEnumerable, IEnumerable, string, string, string, double?, string, string, double?, double?)"/>
    public static void plot<T>(
        IEnumerable<T> y, string fmt = "", string? label = null, string? color = null, double? linewidth = null,
        string? linestyle = null, string? marker = null, double? markersize = null, double? alpha = null) =>
        plot((IEnumerable)y, fmt, label, color, linewidth, linestyle, marker, markersize, alpha);

    /// <inheritdoc cref="plot(IEnumerable, IEnumerable, string, string, string, double?, string, string, double?, double?)"/>
    public static void plot(
        IEnumerable y, string fmt = "", string? label = null, string? color = null, double? linewidth = null,
        string? linestyle = null, string? marker = null, double? markersize = null, double? alpha = null)
    {
        var columns = Columns.Of(y, nameof(y));
        AddLines(
            Columns.Positions(columns.Rows), columns, fmt, new LineLook(label, color, linewidth, linestyle, marker, markersize, alpha));
    }

    /// <summary>Draws y over x as a line, as markers, or both.</summary>
    /// <param name="x">
    /// Numbers in any array or enumerable (<c>double[]</c>, <c>List&lt;float&gt;</c>, <c>range(1, n + 1)</c>, <c>NDArray</c> ...).
    /// Left out: 0, 1, 2 ...
    /// </param>
    /// <param name="y">As many numbers; NaN leaves a gap. A table (rows, columns) draws each column as a line.</param>
    /// <param name="fmt">
    /// Colour, marker and line style in short, in any order: a colour b g r c m y k w or C0 to C9; a marker
    /// <c>. , o v ^ &lt; &gt; 1 2 3 4 8 s p P * h H + x X D d | _</c>; a line <c>-</c> <c>--</c> <c>-.</c> <c>:</c>.
    /// A marker without a line style draws no line. Or any colour alone. Default: a solid line in the next colour of the cycle.
    /// </param>
    /// <param name="label">The text in the legend, which <see cref="legend(IEnumerable{string}, string)"/> shows.</param>
    /// <param name="color">
    /// A letter, a CSS name, <c>"tab:blue"</c>, <c>"#rrggbb"</c>, a grey level <c>"0.5"</c>; overrules <paramref name="fmt"/>.
    /// </param>
    /// <param name="linewidth">In points. Default: 1.5.</param>
    /// <param name="linestyle">
    /// <c>"-"</c> or <c>"solid"</c>, <c>"--"</c> or <c>"dashed"</c>, <c>"-."</c>, <c>":"</c>, <c>"none"</c>; overrules
    /// <paramref name="fmt"/>.
    /// </param>
    /// <param name="marker">A marker as in <paramref name="fmt"/>, or <c>"none"</c>; overrules <paramref name="fmt"/>.</param>
    /// <param name="markersize">In points. Default: 6.</param>
    /// <param name="alpha">Opacity from 0 to 1. Default: 1.</param>
    /// <exception cref="ValueError">x and y differ in length, hold no numbers, or a look is unknown.</exception>
    public static void plot(
        IEnumerable x, IEnumerable y, string fmt = "", string? label = null, string? color = null, double? linewidth = null,
        string? linestyle = null, string? marker = null, double? markersize = null, double? alpha = null) =>
        AddLines(
            Columns.Of(x, nameof(x)), Columns.Of(y, nameof(y)), fmt,
            new LineLook(label, color, linewidth, linestyle, marker, markersize, alpha));

    /// <summary>Draws several lines: <c>plt.plot(x1, y1, "b", x2, y2, "r--")</c>. Each format string may be left out.</summary>
    /// <param name="args">Groups of x, y and a format string; a last group may be a y alone.</param>
    /// <exception cref="ValueError">The arguments form no such groups, or one of the groups is wrong.</exception>
    public static void plot(params object[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        for (var next = 0; next < args.Length;)
        {
            var first = args[next++];
            var second = next < args.Length && args[next] is not string ? args[next++] : null;
            var fmt = next < args.Length && args[next] is string format ? format : null;
            if (fmt is not null) next++;
            if (second is null) plot(Numbers(first), fmt ?? "");
            else plot(Numbers(first), Numbers(second), fmt ?? "");
        }
    }

    /// <inheritdoc cref="scatter(IEnumerable, IEnumerable, double?, string, string, double?, string)"/>
    public static void scatter<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> y, double? s = null, string? c = null, string? marker = null, double? alpha = null,
        string? label = null) => scatter((IEnumerable)x, y, s, c, marker, alpha, label);

    /// <summary>Marks points.</summary>
    /// <param name="x">Numbers in any array or enumerable.</param>
    /// <param name="y">As many numbers.</param>
    /// <param name="s">The area of a marker in square points. Default: 36.</param>
    /// <param name="c">A colour as for <c>plot</c>. Default: the next one of the cycle.</param>
    /// <param name="marker">A marker as for <c>plot</c>. Default: <c>"o"</c>.</param>
    /// <param name="alpha">Opacity from 0 to 1. Default: 1.</param>
    /// <param name="label">The text in the legend.</param>
    /// <exception cref="ValueError">x and y differ in size, hold no numbers, or a look is unknown.</exception>
    public static void scatter(
        IEnumerable x, IEnumerable y, double? s = null, string? c = null, string? marker = null, double? alpha = null, string? label = null)
    {
        var (xs, ys) = (Columns.Row(x, nameof(x)), Columns.Row(y, nameof(y)));
        if (xs.Length != ys.Length)
            throw new ValueError(
                $"x and y must be the same size. Received: {xs.Length} and {ys.Length}", nameof(y));
        if (s is not (null or >= 0)) throw new ValueError("s must be at least 0 square points.", nameof(s));
        CurrentAxes.Add(new Scatter(xs, ys)
        {
            Color = c is null ? CurrentAxes.NextFaceColor() : Colors.Parse(c, nameof(c)),
            Marker = Marker.Parse(marker ?? "o", nameof(marker))
                ?? throw new ValueError("scatter draws markers; 'none' is not one.", nameof(marker)),
            Area = s ?? 36,
            Alpha = Opacity(alpha),
            Label = label,
        });
    }

    /// <inheritdoc cref="bar(IEnumerable, IEnumerable, double, string, double?, string)"/>
    public static void bar<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> height, double width = 0.8, string? color = null, double? alpha = null,
        string? label = null) => bar((IEnumerable)x, height, width, color, alpha, label);

    /// <summary>Draws bars from zero upwards (or downwards).</summary>
    /// <param name="x">The places of the bars' centres: numbers, or texts, which stand below the bars at 0, 1, 2 ...</param>
    /// <param name="height">The height of each bar.</param>
    /// <param name="width">The width of the bars. Default: 0.8.</param>
    /// <param name="color">A colour as for <c>plot</c>. Default: the next one of the cycle.</param>
    /// <param name="alpha">Opacity from 0 to 1. Default: 1.</param>
    /// <param name="label">The text in the legend.</param>
    /// <exception cref="ValueError">x and height differ in length, hold no numbers, or the colour is unknown.</exception>
    public static void bar(
        IEnumerable x, IEnumerable height, double width = 0.8, string? color = null, double? alpha = null, string? label = null)
    {
        var texts = x is IEnumerable<string> names ? names.ToArray() : null;
        var places = texts is null ? Columns.Row(x, nameof(x)) : Columns.Positions(texts.Length)[0];
        var heights = Columns.Row(height, nameof(height));
        if (places.Length != heights.Length)
            throw new ValueError(
                $"shape mismatch: x has {places.Length} values, height has {heights.Length}", nameof(height));
        AddBars(places, heights, [.. Enumerable.Repeat(width, places.Length)], color, alpha, label);
        if (texts is not null) (CurrentAxes.X.Ticks, CurrentAxes.X.TickTexts) = (places, texts);
    }

    /// <inheritdoc cref="hist(IEnumerable, int, ValueTuple{double, double}?, bool, string, double?, string)"/>
    public static (double[] n, double[] bins) hist<T>(
        IEnumerable<T> x, int bins = 10, (double low, double high)? range = null, bool density = false, string? color = null,
        double? alpha = null, string? label = null) => hist((IEnumerable)x, bins, range, density, color, alpha, label);

    /// <summary>Counts values in bins of equal width and draws the counts as bars.</summary>
    /// <param name="x">The values.</param>
    /// <param name="bins">How many bins. Default: 10.</param>
    /// <param name="range">From where to where the bins reach; values outside are not counted. Default: all values.</param>
    /// <param name="density">True: heights such that the bars' area is 1. Default: false.</param>
    /// <param name="color">A colour as for <c>plot</c>. Default: the next one of the cycle.</param>
    /// <param name="alpha">Opacity from 0 to 1. Default: 1.</param>
    /// <param name="label">The text in the legend.</param>
    /// <returns>The height of each bin, and the edges of the bins, one more.</returns>
    /// <exception cref="ValueError">The values are no finite numbers, or the range is empty.</exception>
    public static (double[] n, double[] bins) hist(
        IEnumerable x, int bins = 10, (double low, double high)? range = null, bool density = false, string? color = null,
        double? alpha = null, string? label = null)
    {
        Interval? reach = range is { } given ? new Interval(given.low, given.high) : null;
        var histogram = Histogram.Of(Columns.Row(x, nameof(x)), bins, reach, density);
        AddBars(histogram.Centers, histogram.Heights, histogram.Widths, color, alpha, label);
        return (histogram.Heights, histogram.Edges);
    }

    /// <summary>Shows a table of numbers as coloured squares, row 0 on top.</summary>
    /// <param name="X">The table: an <c>NDArray</c> (rows, columns), a <c>double[,]</c> or an array of rows.</param>
    /// <param name="cmap">The colours from low to high: <c>viridis</c> (default), <c>gray</c>, <c>gray_r</c>, <c>binary</c>.</param>
    /// <exception cref="ValueError">X has not two dimensions, or the colour map is unknown.</exception>
    public static void imshow(IEnumerable X, string cmap = "viridis")
    {
        var table = Columns.Of(X, nameof(X));
        if (table.Shape.Length != 2 || table.Rows == 0 || table.Count == 0)
            throw new ValueError($"Invalid shape {table.ShapeText} for image data: expected (rows, columns)", nameof(X));
        CurrentAxes.Add(new Image(table, ColorMap.Parse(cmap)));
    }

    /// <summary>Shows the scale of colours beside the picture of <see cref="imshow"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no picture.</exception>
    public static void colorbar()
    {
        if (!CurrentAxes.Artists.OfType<Image>().Any())
            throw new InvalidOperationException(
                "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow).");
        CurrentAxes.HasColorbar = true;
    }

    /// <summary>Draws a horizontal line across the axes.</summary>
    /// <param name="y">Its height. Default: 0.</param>
    /// <param name="color">A colour as for <c>plot</c>. Default: the first one of the cycle.</param>
    /// <param name="linestyle">A line style as for <c>plot</c>. Default: <c>"-"</c>.</param>
    /// <param name="linewidth">In points. Default: 1.5.</param>
    /// <param name="label">The text in the legend.</param>
    /// <exception cref="ValueError">The look is unknown.</exception>
    public static void axhline(double y = 0, string? color = null, string linestyle = "-", double linewidth = 1.5, string? label = null) =>
        AddReferenceLine(y, isHorizontal: true, color, linestyle, linewidth, label);

    /// <summary>Draws a vertical line across the axes.</summary>
    /// <param name="x">Its place. Default: 0.</param>
    /// <param name="color">A colour as for <c>plot</c>. Default: the first one of the cycle.</param>
    /// <param name="linestyle">A line style as for <c>plot</c>. Default: <c>"-"</c>.</param>
    /// <param name="linewidth">In points. Default: 1.5.</param>
    /// <param name="label">The text in the legend.</param>
    /// <exception cref="ValueError">The look is unknown.</exception>
    public static void axvline(double x = 0, string? color = null, string linestyle = "-", double linewidth = 1.5, string? label = null) =>
        AddReferenceLine(x, isHorizontal: false, color, linestyle, linewidth, label);

    /// <summary>The look of <c>plot</c>'s lines as its arguments give it; null is not given.</summary>
    private sealed record LineLook(
        string? Label, string? Color, double? LineWidth, string? LineStyle, string? Marker, double? MarkerSize, double? Alpha);

    private static void AddLines(Columns x, Columns y, string fmt, LineLook look)
    {
        ArgumentNullException.ThrowIfNull(fmt);
        if (x.Rows != y.Rows)
            throw new ValueError(
                $"x and y must have same first dimension, but have shapes {x.ShapeText} and {y.ShapeText}", nameof(y));
        if (x.Count != y.Count && x.Count != 1 && y.Count != 1)
            throw new ValueError(
                $"x has {x.Count} columns but y has {y.Count} columns", nameof(y));

        var format = FormatString.Parse(fmt);
        var style = LineStyle.Parse(look.LineStyle ?? format.LineStyle ?? (format.Marker is null ? "-" : "none"), "linestyle");
        var marker = Marker.Parse(look.Marker ?? format.Marker ?? "none", "marker");
        var color = (look.Color ?? format.Color) is { } given ? Colors.Parse(given, "color") : null;
        var (width, size) = (NotNegative(look.LineWidth, "linewidth") ?? 1.5, NotNegative(look.MarkerSize, "markersize") ?? 6);
        var alpha = Opacity(look.Alpha);
        for (var column = 0; column < Math.Max(x.Count, y.Count); column++)
        {
            CurrentAxes.Add(new Line(x[column], y[column])
            {
                Color = color ?? CurrentAxes.NextLineColor(),
                Style = style,
                Width = width,
                Marker = marker,
                MarkerSize = size,
                Alpha = alpha,
                Label = look.Label,
            });
        }
    }

    private static void AddBars(double[] x, double[] heights, double[] widths, string? color, double? alpha, string? label) =>
        CurrentAxes.Add(new Bars(x, heights, widths)
        {
            Color = color is null ? CurrentAxes.NextFaceColor() : Colors.Parse(color, nameof(color)),
            Alpha = Opacity(alpha),
            Label = label,
        });

    private static void AddReferenceLine(
        double at, bool isHorizontal, string? color, string linestyle, double linewidth, string? label)
    {
        var style = LineStyle.Parse(linestyle, nameof(linestyle));
        if (style is null) return;
        CurrentAxes.Add(new ReferenceLine(at, isHorizontal)
        {
            Color = color is null ? Colors.OfCycle(0) : Colors.Parse(color, nameof(color)),
            Style = style,
            Width = NotNegative(linewidth, nameof(linewidth))!.Value,
            Label = label,
        });
    }

    private static IEnumerable Numbers(object? args) => args is IEnumerable values and not string
        ? values
        : throw new ValueError($"plot takes groups of x, y and a format string. Received: {args ?? "null"}", nameof(args));

    private static double? NotNegative(double? value, string argument) => value is null or >= 0
        ? value
        : throw new ValueError($"{argument} must be at least 0 points.", argument);

    private static double? Opacity(double? alpha) => alpha is null or (>= 0 and <= 1)
        ? alpha
        : throw new ValueError("alpha must be between 0 and 1, inclusive.", nameof(alpha));
}

using KerasLikeRnn;
using System.Collections;
using KerasLikeRnn.Plotting;

public static partial class plt
{
    /// <summary>Makes one of the axes in a grid of axes the current one.</summary>
    /// <param name="nrows">Rows of the grid.</param>
    /// <param name="ncols">Columns of the grid.</param>
    /// <param name="index">Which one, row by row, from 1.</param>
    /// <exception cref="ValueError">There is no such place in the grid.</exception>
    public static void subplot(int nrows, int ncols, int index) => figures.Current.Activate(SubplotCell.Of(nrows, ncols, index));

    /// <summary>The same in one number: <c>subplot(212)</c> is <c>subplot(2, 1, 2)</c>.</summary>
    /// <param name="pos">Three digits: rows, columns, index.</param>
    /// <exception cref="ValueError">The number has not three digits, or there is no such place.</exception>
    public static void subplot(int pos)
    {
        if (pos is < 100 or > 999)
            throw new ValueError(
                $"Integer subplot specification must be a three-digit number, not {pos}", nameof(pos));
        subplot(pos / 100, pos / 10 % 10, pos % 10);
    }

    /// <summary>
    /// Gives the current figure's axes as much room as their titles and labels leave. Call it last, before show or savefig.
    /// </summary>
    public static void tight_layout() => figures.Current.Grid = TightLayout.Fit(figures.Current);

    /// <summary>Writes a title above the current axes.</summary>
    /// <param name="label">The title.</param>
    /// <param name="fontsize">In points. Default: 12.</param>
    public static void title(string label, double fontsize = 12) =>
        (CurrentAxes.Title, CurrentAxes.TitleSize) = (label, FontSize(fontsize));

    /// <summary>Names the x axis.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="fontsize">In points. Default: 10.</param>
    public static void xlabel(string label, double fontsize = 10) => Name(CurrentAxes.X, label, fontsize);

    /// <summary>Names the y axis.</summary>
    /// <param name="label">Its name.</param>
    /// <param name="fontsize">In points. Default: 10.</param>
    public static void ylabel(string label, double fontsize = 10) => Name(CurrentAxes.Y, label, fontsize);

    /// <summary>Shows a legend of what has been drawn so far.</summary>
    /// <param name="labels">The entries' texts, in the order of drawing. Default: the <c>label</c> of each that has one.</param>
    /// <param name="loc">
    /// <c>best</c> (default: where it covers the least), <c>upper right</c>, <c>upper left</c>, <c>lower left</c>, <c>lower right</c>,
    /// <c>right</c>, <c>center left</c>, <c>center right</c>, <c>lower center</c>, <c>upper center</c> or <c>center</c>.
    /// </param>
    /// <exception cref="ValueError">The location is unknown.</exception>
    public static void legend(IEnumerable<string>? labels = null, string loc = "best") => AddLegend(labels, LegendLocation.Parse(loc));

    /// <summary>Shows a legend at the place that a number stands for: 0 best, 1 upper right, 2 upper left ... 10 center.</summary>
    /// <param name="loc">0 to 10.</param>
    /// <exception cref="ValueError">Another number.</exception>
    public static void legend(int loc) => AddLegend(null, LegendLocation.Parse(loc));

    /// <summary>Shows or hides lines at the ticks.</summary>
    /// <param name="visible">Default: changes between the two.</param>
    /// <param name="axis"><c>both</c> (default), <c>x</c> or <c>y</c>.</param>
    /// <exception cref="ValueError">Another axis.</exception>
    public static void grid(bool? visible = null, string axis = "both")
    {
        if (axis is not ("both" or "x" or "y"))
            throw new ValueError($"'{axis}' is not a valid value for axis; supported values are 'x', 'y', 'both'", nameof(axis));
        if (axis is "both" or "x") CurrentAxes.X.HasGrid = visible ?? !CurrentAxes.X.HasGrid;
        if (axis is "both" or "y") CurrentAxes.Y.HasGrid = visible ?? !CurrentAxes.Y.HasGrid;
    }

    /// <summary>Sets the limits of the x axis; what is left out stays as it is. Without arguments: only tells them.</summary>
    /// <param name="left">The value at the left border; greater than right, it turns the axis round.</param>
    /// <param name="right">The value at the right border.</param>
    /// <returns>The limits.</returns>
    /// <exception cref="ValueError">A limit is not finite, or both are equal.</exception>
    public static (double left, double right) xlim(double? left = null, double? right = null)
    {
        if (left is not null || right is not null) CurrentAxes.X.Limits = Limits(CurrentAxes.XLimits, left, right, nameof(left));
        var (low, high) = CurrentAxes.XLimits;
        return (low, high);
    }

    /// <summary>Sets the limits of the y axis; what is left out stays as it is. Without arguments: only tells them.</summary>
    /// <param name="bottom">The value at the lower border; greater than top, it turns the axis round.</param>
    /// <param name="top">The value at the upper border.</param>
    /// <returns>The limits.</returns>
    /// <exception cref="ValueError">A limit is not finite, or both are equal.</exception>
    public static (double bottom, double top) ylim(double? bottom = null, double? top = null)
    {
        if (bottom is not null || top is not null) CurrentAxes.Y.Limits = Limits(CurrentAxes.YLimits, bottom, top, nameof(bottom));
        var (low, high) = CurrentAxes.YLimits;
        return (low, high);
    }

    /// <summary>Sets the limits of the x axis from a pair, such as another axes' limits.</summary>
    /// <inheritdoc cref="xlim(double?, double?)"/>
    public static (double left, double right) xlim((double left, double right) limits) => xlim(limits.left, limits.right);

    /// <summary>Sets the limits of the y axis from a pair, such as another axes' limits.</summary>
    /// <inheritdoc cref="ylim(double?, double?)"/>
    public static (double bottom, double top) ylim((double bottom, double top) limits) => ylim(limits.bottom, limits.top);

    /// <summary>Sets the ticks of the x axis.</summary>
    /// <param name="ticks">Their places; none removes them.</param>
    /// <param name="labels">Their texts. Default: the numbers.</param>
    /// <exception cref="ValueError">There are not as many labels as ticks.</exception>
    public static void xticks(IEnumerable<double> ticks, IEnumerable<string>? labels = null) => SetTicks(CurrentAxes.X, ticks, labels);

    /// <summary>Sets the ticks of the y axis.</summary>
    /// <param name="ticks">Their places; none removes them.</param>
    /// <param name="labels">Their texts. Default: the numbers.</param>
    /// <exception cref="ValueError">There are not as many labels as ticks.</exception>
    public static void yticks(IEnumerable<double> ticks, IEnumerable<string>? labels = null) => SetTicks(CurrentAxes.Y, ticks, labels);

    /// <inheritdoc cref="xticks(IEnumerable{double}, IEnumerable{string})"/>
    public static void xticks(IEnumerable ticks, IEnumerable<string>? labels = null) => SetTicks(CurrentAxes.X, ticks, labels);

    /// <inheritdoc cref="yticks(IEnumerable{double}, IEnumerable{string})"/>
    public static void yticks(IEnumerable ticks, IEnumerable<string>? labels = null) => SetTicks(CurrentAxes.Y, ticks, labels);

    private static void AddLegend(IEnumerable<string>? labels, LegendLocation location)
    {
        var entries = labels is null
            ? CurrentAxes.Artists.Where(artist => artist.HasLegendEntry).Select(artist => (artist, artist.Label!)).ToList()
            : CurrentAxes.Artists.Where(artist => artist is not Image).Zip(labels).ToList();
        if (entries.Count > 0) CurrentAxes.Legend = new Legend(entries, location);
        else
            Console.Error.WriteLine(
                "No artists with labels found to put in legend.  Note that artists whose label start with an underscore are ignored "
                + "when legend() is called with no argument.");
    }

    private static void Name(Axis axis, string label, double fontsize) => (axis.Label, axis.LabelSize) = (label, FontSize(fontsize));

    private static double FontSize(double fontsize) => fontsize > 0 && double.IsFinite(fontsize)
        ? fontsize
        : throw new ValueError("fontsize must be positive.", nameof(fontsize));

    private static Interval Limits(Interval now, double? low, double? high, string argument)
    {
        var limits = new Interval(low ?? now.Low, high ?? now.High);
        if (!double.IsFinite(limits.Length)) throw new ValueError("Axis limits cannot be NaN or Inf", argument);
        return limits.Length == 0
            ? throw new ValueError($"Axis limits must differ, but both are {limits.Low}", argument)
            : limits;
    }

    private static void SetTicks(Axis axis, IEnumerable ticks, IEnumerable<string>? labels)
    {
        var (places, texts) = (Columns.Row(ticks, nameof(ticks)), labels?.ToArray());
        if (texts is not null && texts.Length != places.Length)
            throw new ValueError(
                $"The number of FixedLocator locations ({places.Length}), usually from a call to set_ticks, "
                + $"does not match the number of labels ({texts.Length}).",
                nameof(labels));
        (axis.Ticks, axis.TickTexts) = (places, texts);
    }
}

namespace KerasLikeRnn.Plotting;

/// <summary>Finds borders and gaps so that titles, labels and tick labels of all axes just fit into the figure.</summary>
internal static class TightLayout
{
    private const double Pad = 1.08 * Points.FontSize;

    /// <summary>What an axes draws outside of its rectangle, in pixels.</summary>
    private readonly record struct Surround(double Left, double Bottom, double Right, double Top);

    public static SubplotGrid Fit(Figure figure)
    {
        var surrounds = figure.Axes.Select(axes => (axes.Cell, Surround: Measure(axes))).ToList();
        if (surrounds.Count == 0) return figure.Grid;
        var (rows, columns) = (surrounds.Max(axes => axes.Cell.Rows), surrounds.Max(axes => axes.Cell.Columns));
        var pad = Points.ToPixels(Pad);

        var lefts = Widest(columns, cell => cell.Column * columns / cell.Columns, surround => surround.Left);
        var rights = Widest(columns, cell => (cell.Column + 1) * columns / cell.Columns - 1, surround => surround.Right);
        var tops = Widest(rows, cell => cell.Row * rows / cell.Rows, surround => surround.Top);
        var bottoms = Widest(rows, cell => (cell.Row + 1) * rows / cell.Rows - 1, surround => surround.Bottom);

        var (left, right) = (lefts[0] + pad, figure.Width - rights[^1] - pad);
        var (bottom, top) = (bottoms[^1] + pad, figure.Height - tops[0] - pad);
        var widthGap = Gap(rights, lefts, pad);
        var heightGap = Gap(bottoms, tops, pad);
        var width = (right - left - widthGap * (columns - 1)) / columns;
        var height = (top - bottom - heightGap * (rows - 1)) / rows;
        if (width <= 0 || height <= 0) return figure.Grid; // The figure is too small: matplotlib leaves it as it is, too.
        return new SubplotGrid
        {
            Left = left / figure.Width,
            Right = right / figure.Width,
            Bottom = bottom / figure.Height,
            Top = top / figure.Height,
            WidthSpace = widthGap / width,
            HeightSpace = heightGap / height,
        };

        double[] Widest(int count, Func<SubplotCell, int> place, Func<Surround, double> side)
        {
            var widest = new double[count];
            foreach (var (cell, surround) in surrounds)
                widest[place(cell)] = Math.Max(widest[place(cell)], side(surround));
            return widest;
        }
    }

    private static double Gap(double[] after, double[] before, double pad) =>
        after.SkipLast(1).Zip(before.Skip(1), (end, start) => end + start + pad).DefaultIfEmpty(0).Max();

    private static Surround Measure(Axes axes)
    {
        var font = Points.ToPixels(Points.FontSize);
        var (xTicks, yTicks) = (axes.X.TicksFor(axes), axes.Y.TicksFor(axes));
        var beyond = Axis.TickLength + Axis.TickPad;
        var xLabels = xTicks.Labels.Select(label => TextSize.Height(label, font)).DefaultIfEmpty(0).Max();
        var yLabels = yTicks.Labels.Select(label => TextSize.Width(label, font)).DefaultIfEmpty(0).Max();
        return new Surround(
            Left: beyond + yLabels + axes.Y.LabelHeight,
            Bottom: beyond + xLabels + axes.X.LabelHeight,
            Right: axes.ColorbarRoom,
            Top: Math.Max(axes.TitleHeight, font / 2));
    }
}

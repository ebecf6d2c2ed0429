namespace KerasLikeRnn.Plotting;

/// <summary>The box that names what is drawn.</summary>
/// <param name="Entries">The artists and their texts, as they were when the legend was asked for.</param>
/// <param name="Location">Where in the axes.</param>
internal sealed record Legend(IReadOnlyList<(Artist Artist, string Text)> Entries, LegendLocation Location)
{
    private static readonly double FontSize = Points.ToPixels(Points.FontSize);

    // Matplotlib's measures in font sizes.
    private const double BorderPad = 0.4;
    private const double AxesPad = 0.5;
    private const double RowGap = 0.5;
    private const double Handle = 2;
    private const double HandleGap = 0.8;

    /// <summary>The distance between the legend and the axes' border, in pixels.</summary>
    public static readonly double Distance = AxesPad * FontSize;

    /// <summary>The location with "best" decided: the first that covers nothing, or else the least.</summary>
    public LegendLocation Place(Axes axes) => Location == LegendLocation.Best
        ? LegendLocation.Fixed.MinBy(location => Covered(axes, location))!
        : Location;

    private int Covered(Axes axes, LegendLocation location)
    {
        var box = BoxAt(location, axes.Pixels.Shrink(Distance));
        return axes.Artists.Sum(artist => Covered(axes, artist, box));
    }

    private static int Covered(Axes axes, Artist artist, Box box)
    {
        var points = artist.Points.Select(point => ToPixels(axes, point.X, point.Y)).ToList();
        var bars = artist.Boxes.Select(bar =>
        {
            var ((left, bottom), (right, top)) = (ToPixels(axes, bar.Left, bar.Bottom), ToPixels(axes, bar.Right, bar.Top));
            return new Box(Math.Min(left, right), Math.Min(bottom, top), Math.Max(left, right), Math.Max(bottom, top));
        });
        var isCrossed = artist.IsPath && points.Zip(points.Skip(1)).Any(segment => box.IsCrossedBy(segment.First, segment.Second));
        return points.Count(point => box.Contains(point.X, point.Y)) + bars.Count(box.Overlaps) + (isCrossed ? 1 : 0);
    }

    private static (double X, double Y) ToPixels(Axes axes, double x, double y)
    {
        var pixels = axes.Pixels;
        return (pixels.Left + axes.XLimits.Fraction(x) * pixels.Width, pixels.Bottom + axes.YLimits.Fraction(y) * pixels.Height);
    }

    private Box BoxAt(LegendLocation location, Box room)
    {
        var width = (2 * BorderPad + Handle + HandleGap) * FontSize + Entries.Max(entry => TextSize.Width(entry.Text, FontSize));
        var height = (2 * BorderPad + RowGap * (Entries.Count - 1)) * FontSize
            + Entries.Sum(entry => TextSize.Height(entry.Text, FontSize));
        var left = room.Left + (room.Width - width) * location.X;
        var bottom = room.Bottom + (room.Height - height) * location.Y;
        return new Box(left, bottom, left + width, bottom + height);
    }
}

namespace KerasLikeRnn.Models;

/// <summary>A graph as a picture of pixels (png): lines, areas and letters of strokes, with smooth edges.</summary>
/// <param name="left">Where the picture begins.</param>
/// <param name="top">Where it begins.</param>
/// <param name="width">Its breadth.</param>
/// <param name="height">Its height.</param>
/// <param name="scale">Pixels for a length of 1.</param>
internal sealed class DotPng(double left, double top, double width, double height, double scale) : DotCanvas
{
    private const double LineWidth = 1, LetterWidth = 1.25, Dash = 4, Baseline = 5;
    private const int CurveSteps = 24;

    private readonly int columns = checked((int)Math.Ceiling(width * scale));
    private readonly int rows = checked((int)Math.Ceiling(height * scale));

    // How dark each pixel is.
    private readonly byte[] ink = new byte[checked((int)(Math.Ceiling(width * scale) * Math.Ceiling(height * scale)))];

    /// <summary>The file.</summary>
    public byte[] Encoded() => PngEncoder.Encode(Array.ConvertAll(ink, dark => (byte)(byte.MaxValue - dark)), rows, columns, 1);

    public override void Write(double x, double y, string text, bool isCentred = true)
    {
        var begin = isCentred ? x - StrokeFont.Width(text) / 2 : x;
        var line = Middle((y + Baseline - top) * scale);
        foreach (var (offset, strokes) in StrokeFont.Letters(text))
        {
            // Upright strokes fill whole pixels.
            var start = Middle((begin + offset - left) * scale);
            foreach (var stroke in strokes)
                for (var i = 1; i < stroke.Length; i++)
                    Stroke(
                        (start + stroke[i - 1].X * scale, line - stroke[i - 1].Y * scale),
                        (start + stroke[i].X * scale, line - stroke[i].Y * scale), LetterWidth * scale);
        }
    }

    public override void Line(double x1, double y1, double x2, double y2) => Stroke(Snapped(x1, y1), Snapped(x2, y2), LineWidth * scale);

    public override void Box(double x, double y, double width, double height)
    {
        var (from, to) = (Snapped(x, y), Snapped(x + width, y + height));
        for (var row = Math.Max(0, (int)from.Y); row <= Math.Min(rows - 1, (int)to.Y); row++)
            ink.AsSpan(row * columns + (int)from.X, (int)to.X - (int)from.X + 1).Clear();
        foreach (var (a, b) in Sides(from, to)) Stroke(a, b, LineWidth * scale);
    }

    public override void Frame(double x, double y, double width, double height)
    {
        foreach (var (a, b) in Sides(Snapped(x, y), Snapped(x + width, y + height)))
        {
            var length = Math.Max(Math.Abs(b.X - a.X), Math.Abs(b.Y - a.Y));
            for (var at = 0.0; at < length; at += 2 * Dash * scale)
                Stroke(Between(a, b, at / length), Between(a, b, Math.Min(1, (at + Dash * scale) / length)), LineWidth * scale);
        }
    }

    public override void Curve(IReadOnlyList<(double X, double Y)> points)
    {
        var last = Pixel(points[0]);
        for (var i = 0; i + 3 < points.Count; i += 3)
            for (var step = 1; step <= CurveSteps; step++)
            {
                var t = (double)step / CurveSteps;
                var next = Pixel(Between(
                    Between(Between(points[i], points[i + 1], t), Between(points[i + 1], points[i + 2], t), t),
                    Between(Between(points[i + 1], points[i + 2], t), Between(points[i + 2], points[i + 3], t), t), t));
                Stroke(last, next, LineWidth * scale);
                last = next;
            }
    }

    public override void Triangle((double X, double Y) a, (double X, double Y) b, (double X, double Y) c)
    {
        (double X, double Y)[] corners = [Pixel(a), Pixel(b), Pixel(c)];
        var turn = Math.Sign(Beyond(corners[0], corners[1], corners[2]));
        Paint(corners, 1, (x, y) =>
        {
            var inside = double.MaxValue;
            for (var i = 0; i < corners.Length; i++)
                inside = Math.Min(inside, turn * Beyond(corners[i], corners[(i + 1) % corners.Length], (x, y)));
            return inside + 0.5;
        });
    }

    /// <summary>A line with round ends: what is dark of a pixel is told by how far it is from the line.</summary>
    private void Stroke((double X, double Y) from, (double X, double Y) to, double thickness)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = dx * dx + dy * dy;
        Paint([from, to], thickness, (x, y) =>
        {
            var along = length == 0 ? 0 : Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / length, 0, 1);
            return thickness / 2 + 0.5 - Math.Sqrt(Math.Pow(x - from.X - along * dx, 2) + Math.Pow(y - from.Y - along * dy, 2));
        });
    }

    private void Paint((double X, double Y)[] around, double margin, Func<double, double, double> cover)
    {
        var (first, last) = (around.Min(point => point.Y) - margin, around.Max(point => point.Y) + margin);
        var (begin, end) = (around.Min(point => point.X) - margin, around.Max(point => point.X) + margin);
        for (var row = Math.Max(0, (int)first); row <= Math.Min(rows - 1, (int)last); row++)
            for (var column = Math.Max(0, (int)begin); column <= Math.Min(columns - 1, (int)end); column++)
            {
                var dark = (byte)Math.Round(byte.MaxValue * Math.Clamp(cover(column + 0.5, row + 0.5), 0, 1));
                ref var pixel = ref ink[row * columns + column];
                if (dark > pixel) pixel = dark;
            }
    }

    private static ((double X, double Y) From, (double X, double Y) To)[] Sides((double X, double Y) from, (double X, double Y) to) =>
        [(from, (to.X, from.Y)), ((to.X, from.Y), to), (to, (from.X, to.Y)), ((from.X, to.Y), from)];

    /// <summary>How far a point lies to one side of a line.</summary>
    private static double Beyond((double X, double Y) a, (double X, double Y) b, (double X, double Y) point) =>
        ((b.X - a.X) * (point.Y - a.Y) - (b.Y - a.Y) * (point.X - a.X)) / Math.Sqrt(Math.Pow(b.X - a.X, 2) + Math.Pow(b.Y - a.Y, 2));

    private static (double X, double Y) Between((double X, double Y) a, (double X, double Y) b, double t) =>
        (a.X + (b.X - a.X) * t, a.Y + (b.Y - a.Y) * t);

    private (double X, double Y) Pixel((double X, double Y) point) => ((point.X - left) * scale, (point.Y - top) * scale);

    // Lines along the axes fill whole pixels.
    private (double X, double Y) Snapped(double x, double y) => (Middle((x - left) * scale), Middle((y - top) * scale));

    private static double Middle(double place) => Math.Floor(place) + 0.5;
}

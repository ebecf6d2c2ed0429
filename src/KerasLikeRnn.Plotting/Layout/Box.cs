namespace KerasLikeRnn.Plotting;

/// <summary>An upright rectangle; y grows upwards.</summary>
internal readonly record struct Box(double Left, double Bottom, double Right, double Top)
{
    public double Width => Right - Left;
    public double Height => Top - Bottom;
    public double CenterX => (Left + Right) / 2;
    public double CenterY => (Bottom + Top) / 2;

    public bool Contains(double x, double y) => x > Left && x < Right && y > Bottom && y < Top;

    public bool Overlaps(Box other) =>
        Left < other.Right && other.Left < Right && Bottom < other.Top && other.Bottom < Top;

    public Box Shrink(double by) => new(Left + by, Bottom + by, Right - by, Top - by);

    /// <summary>Whether the segment between two points touches the box (clipping after Liang and Barsky, 1984).</summary>
    public bool IsCrossedBy((double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var (enter, leave) = (0.0, 1.0);
        return Clip(-dx, from.X - Left, ref enter, ref leave) && Clip(dx, Right - from.X, ref enter, ref leave)
            && Clip(-dy, from.Y - Bottom, ref enter, ref leave) && Clip(dy, Top - from.Y, ref enter, ref leave);
    }

    private static bool Clip(double direction, double distance, ref double enter, ref double leave)
    {
        if (direction == 0) return distance >= 0;
        var crossing = distance / direction;
        if (direction < 0) enter = Math.Max(enter, crossing);
        else leave = Math.Min(leave, crossing);
        return enter <= leave;
    }
}

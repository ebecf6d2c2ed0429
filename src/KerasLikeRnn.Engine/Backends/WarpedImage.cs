namespace KerasLikeRnn.Engine;

/// <summary>
/// An image (rows, columns, channels) under a map: for each new element the old ones it is made of, and how much each counts.
/// </summary>
internal readonly ref struct WarpedImage(int rows, int columns, ReadOnlySpan<float> transform, FillMode mode, bool bilinear)
{
    private readonly ReadOnlySpan<float> transform = transform;

    /// <summary>
    /// Writes the positions of up to four old elements and their weights; a position of -1 stands for the fill value. Returns
    /// how many.
    /// </summary>
    public int Sources(int row, int column, Span<int> positions, Span<float> weights)
    {
        var scale = transform[6] * column + transform[7] * row + 1;
        weights[0] = 1;
        positions[0] = -1;
        if (scale == 0) return 1;
        var x = Inside((transform[0] * column + transform[1] * row + transform[2]) / scale, columns);
        var y = Inside((transform[3] * column + transform[4] * row + transform[5]) / scale, rows);
        if (!bilinear)
        {
            positions[0] = Position(MathF.Round(y, MidpointRounding.AwayFromZero), MathF.Round(x, MidpointRounding.AwayFromZero));
            return 1;
        }
        float left = MathF.Floor(x), top = MathF.Floor(y);
        for (var i = 0; i < 4; i++)
        {
            float across = i & 1, down = i >> 1;
            positions[i] = Position(top + down, left + across);
            weights[i] = (across == 0 ? left + 1 - x : x - left) * (down == 0 ? top + 1 - y : y - top);
        }
        return 4;
    }

    private int Position(float row, float column) =>
        row >= 0 && row < rows && column >= 0 && column < columns ? (int)row * columns + (int)column : -1;

    /// <summary>A coordinate as it is, or that of the element which stands for it.</summary>
    private float Inside(float at, int length)
    {
        if (mode == FillMode.Constant) return at;
        if (mode == FillMode.Reflect) at = Reflected(at, length);
        if (mode == FillMode.Wrap) at = Wrapped(at, length);
        return Math.Clamp(at, 0, length - 1);
    }

    private static float Reflected(float at, int length)
    {
        if (length <= 1) return 0;
        var period = 2 * length;
        if (at < 0)
        {
            at += period * (float)Math.Truncate(-at / period);
            return at < -length ? at + period : -at - 1;
        }
        if (at <= length - 1) return at;
        at -= period * (float)Math.Truncate(at / period);
        return at >= length ? period - at - 1 : at;
    }

    // The distance of repetitions is a length, but they are counted by steps between elements: TensorFlow's rule.
    private static float Wrapped(float at, int length)
    {
        if (length <= 1) return 0;
        if (at < 0) return at + length * ((float)Math.Truncate(-at / (length - 1)) + 1);
        return at > length - 1 ? at - length * (float)Math.Truncate(at / (length - 1)) : at;
    }
}

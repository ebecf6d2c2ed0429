namespace KerasLikeRnn.Preprocessing;

/// <summary>Moves, turns, shears and zooms an image about its centre: where each pixel of the result comes from.</summary>
internal sealed class AffineTransform
{
    private double[] matrix = [1, 0, 0, 1];
    private double[] offset = [0, 0];
    private bool isIdentity = true;

    /// <summary>Turned, then moved, sheared and zoomed. Angles in degrees, distances in pixels, x along the rows.</summary>
    public AffineTransform(double theta, double tx, double ty, double shear, double zx, double zy)
    {
        var (turn, slant) = (theta * (Math.PI / 180), shear * (Math.PI / 180));
        if (theta != 0) Then([Math.Cos(turn), -Math.Sin(turn), Math.Sin(turn), Math.Cos(turn)], [0, 0]);
        if (tx != 0 || ty != 0) Then([1, 0, 0, 1], [tx, ty]);
        if (shear != 0) Then([1, -Math.Sin(slant), 0, Math.Cos(slant)], [0, 0]);
        if (zx != 1 || zy != 1) Then([zx, 0, 0, zy], [0, 0]);
    }

    /// <summary>The image, with what lies outside of it filled.</summary>
    /// <param name="image">The image.</param>
    /// <param name="fillMode">"nearest", "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="order">0: the nearest pixel, 1: the four around by distance.</param>
    /// <param name="swaps">Whether the first of the two coordinates is the column.</param>
    public Pixels Apply(Pixels image, string fillMode, double cval, int order, bool swaps)
    {
        if (order is not (0 or 1))
            throw new NotSupportedException(Invariant(
                $"Images are interpolated with order 0, the nearest pixel, or 1, the four around. ")
                + Invariant($"Received: interpolation_order={order}. Give 1."));
        if (fillMode is not ("nearest" or "constant" or "reflect" or "wrap"))
            throw new NotSupportedException(
                $"fill_mode is \"nearest\", \"constant\", \"reflect\" or \"wrap\". Received: {fillMode}. Give the nearest of these.");
        if (isIdentity) return image;
        var (rows, columns) = swaps ? ((3, 2, 1), (1, 0, 0)) : ((0, 1, 0), (2, 3, 1));
        var (middleX, middleY) = (image.Height / 2.0 - 0.5, image.Width / 2.0 - 0.5);
        double[] shift =
        [
            middleX + offset[0] - matrix[0] * middleX - matrix[1] * middleY,
            middleY + offset[1] - matrix[2] * middleX - matrix[3] * middleY,
        ];
        var values = new double[image.Values.Length];
        for (var row = 0; row < image.Height; row++)
            for (var column = 0; column < image.Width; column++)
            {
                var y = matrix[rows.Item1] * row + matrix[rows.Item2] * column + shift[rows.Item3];
                var x = matrix[columns.Item1] * row + matrix[columns.Item2] * column + shift[columns.Item3];
                var to = (row * image.Width + column) * image.Channels;
                var (inY, inX) = (Inside(y, image.Height, fillMode), Inside(x, image.Width, fillMode));
                Sample(image, inY, inX, cval, order, values.AsSpan(to, image.Channels));
            }
        return image.With(values);
    }

    private void Then(ReadOnlySpan<double> next, ReadOnlySpan<double> moved)
    {
        var m = matrix;
        offset = [m[0] * moved[0] + m[1] * moved[1] + offset[0], m[2] * moved[0] + m[3] * moved[1] + offset[1]];
        matrix =
        [
            m[0] * next[0] + m[1] * next[2], m[0] * next[1] + m[1] * next[3],
            m[2] * next[0] + m[3] * next[2], m[2] * next[1] + m[3] * next[3],
        ];
        isIdentity = false;
    }

    /// <summary>The place inside of the axis that stands for one outside; null where there is none.</summary>
    private static double? Inside(double place, int size, string fillMode)
    {
        var last = size - 1;
        if (place >= 0 && place <= last) return place;
        return fillMode switch
        {
            "nearest" => Math.Clamp(place, 0, last),
            "reflect" => Reflected(place, size),
            "wrap" => Wrapped(place, last),
            _ => null,
        };
    }

    /// <summary>
    /// Edges count twice: d c b a | a b c d | d c b a. Between the two of an edge the place stays outside, where both have its value.
    /// </summary>
    private static double Reflected(double place, int size)
    {
        var within = place - 2 * size * Math.Floor(place / (2.0 * size));
        var mirrored = within > size - 0.5 ? 2 * size - 1 - within : within;
        return Math.Clamp(mirrored, 0, size - 1);
    }

    /// <summary>The last pixel is the first one's neighbour's place: SciPy's "wrap", whose period is one less than the size.</summary>
    private static double Wrapped(double place, int last)
    {
        if (last <= 0) return 0;
        return place < 0 ? place + last * ((long)(-place / last) + 1) : place - last * (long)(place / last);
    }

    private static void Sample(Pixels image, double? row, double? column, double cval, int order, Span<double> to)
    {
        if (row is not { } y || column is not { } x)
        {
            to.Fill(image.Round(cval));
            return;
        }
        if (order == 0) (y, x) = (Math.Floor(y + 0.5), Math.Floor(x + 0.5));
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (down, right) = (y - top, x - left);
        var (bottom, end) = (Math.Min(top + 1, image.Height - 1), Math.Min(left + 1, image.Width - 1));
        for (var channel = 0; channel < to.Length; channel++)
            to[channel] = image.Round(
                (1 - down) * ((1 - right) * At(top, left, channel) + right * At(top, end, channel))
                + down * ((1 - right) * At(bottom, left, channel) + right * At(bottom, end, channel)));

        double At(int atRow, int atColumn, int channel) => image.Values[(atRow * image.Width + atColumn) * image.Channels + channel];
    }
}

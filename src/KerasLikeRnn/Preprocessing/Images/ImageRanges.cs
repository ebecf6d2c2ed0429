namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// How far images are moved: a share of their size below 1, pixels above (<c>0.2</c>); a whole number of pixels, below the given one
/// (<c>3</c>);
/// or one of a list (<c>new[] { 0.1, 0.2 }</c>), to either side.
/// </summary>
public readonly record struct ShiftRange
{
    private readonly double greatest;
    private readonly int pixels;
    private readonly double[]? choices;

    private ShiftRange(double greatest, int pixels, double[]? choices) =>
        (this.greatest, this.pixels, this.choices) = (greatest, pixels, choices);

    public static implicit operator ShiftRange(double greatest) => new(greatest, 0, null);

    public static implicit operator ShiftRange(int pixels) => new(pixels, Math.Max(pixels, 0), null);

    public static implicit operator ShiftRange(double[] choices) => new(Required.NotNull(choices).Max(), 0, choices);

    /// <summary>Draws how many pixels to move an image of that size by.</summary>
    internal double Draw(long size)
    {
        if (greatest == 0 && choices is null) return 0;
        var drawn = choices is null && pixels == 0 ? Draws.Uniform(-greatest, greatest) : Chosen();
        return greatest < 1 ? drawn * size : drawn;
    }

    private double Chosen()
    {
        var index = (int)np.random.randint(choices?.Length ?? pixels);
        var side = (int)np.random.randint(2) == 0 ? -1 : 1;
        return (choices?[index] ?? index) * side;
    }
}

/// <summary>How much images are zoomed: factors of 1 − z to 1 + z (<c>0.2</c>), or from a to b (<c>(0.8, 1.1)</c>).</summary>
public readonly record struct ZoomRange
{
    private readonly double less;
    private readonly double more;

    private ZoomRange(double least, double greatest) => (less, more) = (1 - least, greatest - 1);

    /// <summary>The least factor and the greatest.</summary>
    internal (double Least, double Greatest) Factors => (1 - less, 1 + more);

    public static implicit operator ZoomRange(double range) => new(1 - range, 1 + range);

    public static implicit operator ZoomRange((double least, double greatest) range) => new(range.least, range.greatest);
}

/// <summary>Single numbers of <c>np.random</c>.</summary>
internal static class Draws
{
    public static double Uniform(double least, double greatest) => (double)np.random.uniform(least, greatest);
}

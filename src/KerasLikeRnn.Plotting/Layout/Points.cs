namespace KerasLikeRnn.Plotting;

/// <summary>Matplotlib measures fonts, lines and markers in points (1/72 inch); a page has pixels, 100 to an inch.</summary>
internal static class Points
{
    public const double PixelsPerInch = 100;
    public const double FontSize = 10;

    public static double ToPixels(double points) => points * PixelsPerInch / 72;

    public static double FromPixels(double pixels) => pixels * 72 / PixelsPerInch;
}

namespace KerasLikeRnn.Plotting;

/// <summary>How wide a text is in DejaVu Sans, matplotlib's font: enough to place legends and to make room for tick labels.</summary>
internal static class TextSize
{
    private const int FirstCharacter = ' ';
    private const double Wide = 1.0;
    private const double Usual = 0.61;

    /// <summary>A line of text is as high as this many times its font size.</summary>
    public const double LineHeight = 1.02;

    // Advance widths of the printable ASCII characters in thousandths of the font size.
    private static readonly int[] Widths =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
        636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    /// <summary>The width in the unit of <paramref name="fontSize"/>; of several lines, the widest.</summary>
    public static double Width(string text, double fontSize) =>
        text.Split('\n').Max(line => line.Sum(WidthOf)) * fontSize;

    /// <summary>The height of all lines in the unit of <paramref name="fontSize"/>.</summary>
    public static double Height(string text, double fontSize) => text.Split('\n').Length * LineHeight * fontSize;

    private static double WidthOf(char character) => character switch
    {
        >= ' ' and <= '~' => Widths[character - FirstCharacter] / 1000.0,
        TickLabels.Minus => 0.838,
        >= '\u1100' => Wide, // Korean, Japanese and Chinese characters fill a square.
        _ => Usual,
    };
}

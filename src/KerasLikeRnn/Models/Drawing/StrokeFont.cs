namespace KerasLikeRnn.Models;

/// <summary>
/// Letters as strokes, for pictures that are drawn without any font at hand: ASCII, of the proportions of Helvetica at 14 pixels. Units are
/// pixels then, from the left end of the base line to the right and up; capitals are 10 high, small letters 7.
/// </summary>
internal static class StrokeFont
{
    private const double Between = 2.6, Space = 1.3;
    private const string Unknown = "0,0 5,0 5,10 0,10 0,0";

    // Strokes between bars: points, or @ and an arc: its centre, its radii, and the angles it goes from and to, counterclockwise from the
    // right where the second is the greater.
    private static readonly Dictionary<char, string> strokes = new()
    {
        [' '] = "",
        ['!'] = "0,10 0,2.8|0,0 0,.2",
        ['"'] = "0,10 0,7.5|2,10 2,7.5",
        ['#'] = ".8,0 2.2,10|4,0 5.4,10|0,3.3 5.6,3.3|.6,6.7 6.2,6.7",
        ['$'] = "@3.1,7.2,2.9,2.1,25,270|@3.1,2.8,3.1,2.3,90,-155|3.1,11 3.1,-1",
        ['%'] = "@1.6,7.8,1.6,2.2,0,360|@6.4,2.2,1.6,2.2,0,360|1.4,0 6.6,10",
        ['&'] = "6.6,0 1.6,6.6 1.4,8.4 2.6,10 4,9.6 4.3,8 3.4,6.6 .9,4.4 .2,2.6 .8,.9 2.4,0 4.2,.4 5.6,2 6.3,4.2",
        ['\''] = "0,10 0,7.5",
        ['('] = "@4.4,3.8,4.4,7.6,125,235",
        [')'] = "@-2.2,3.8,4.4,7.6,55,-55",
        ['*'] = "2,10 2,6|.3,9 3.7,7|3.7,9 .3,7",
        ['+'] = "0,4 6,4|3,1 3,7",
        [','] = ".6,.4 0,-1.8",
        ['-'] = "0,3.8 3.4,3.8",
        ['.'] = "0,0 0,.2",
        ['/'] = "0,-1 3.4,10.4",
        ['0'] = "@2.75,5,2.75,5,0,360",
        ['1'] = ".5,8 3,10 3,0",
        ['2'] = "@2.7,7.3,2.6,2.7,170,-30|4.95,5.95 0,0 5.4,0",
        ['3'] = "@2.6,7.6,2.4,2.4,150,-90|@2.6,2.6,2.8,2.6,90,-150",
        ['4'] = "4,0 4,10 0,3 5.5,3",
        ['5'] = "4.9,10 .9,10 .4,5.2|@2.6,3.2,2.8,3.2,140,-150",
        ['6'] = "@2.75,3.2,2.65,3.2,0,360|@5.2,3.2,5.1,6.8,180,105",
        ['7'] = "0,10 5.4,10 2,0",
        ['8'] = "@2.75,7.55,2.3,2.45,0,360|@2.75,2.55,2.75,2.55,0,360",
        ['9'] = "@2.75,6.8,2.65,3.2,0,360|@.3,6.8,5.1,6.8,0,-75",
        [':'] = "0,0 0,.2|0,6.4 0,6.6",
        [';'] = ".6,.4 0,-1.8|.6,6.4 .6,6.6",
        ['<'] = "5.5,7 0,4 5.5,1",
        ['='] = "0,2.7 6,2.7|0,5.3 6,5.3",
        ['>'] = "0,7 5.5,4 0,1",
        ['?'] = "@2.3,7.6,2.3,2.4,165,-60|3.45,5.5 2.3,4.2 2.3,2.8|2.3,0 2.3,.2",
        ['@'] = "@4.5,4,4.5,6,-20,300|@4.3,4,2,2.6,0,360|6.5,6.6 6.3,2.6 7.4,1.6 8.7,2.2",
        ['A'] = "0,0 3.5,10 7,0|1.2,3.4 5.8,3.4",
        ['B'] = "0,0 0,10 3.5,10|@3.5,7.6,2.4,2.4,90,-90|0,5.2 3.7,5.2|@3.7,2.6,2.7,2.6,90,-90|0,0 3.7,0",
        ['C'] = "@3.75,5,3.75,5,50,310",
        ['D'] = "2.5,0 0,0 0,10 2.5,10|@2.5,5,4.2,5,90,-90",
        ['E'] = "5.5,10 0,10 0,0 5.6,0|0,5.2 5,5.2",
        ['F'] = "5.5,10 0,10 0,0|0,5.2 4.8,5.2",
        ['G'] = "@3.75,5,3.75,5,50,352|4.3,4.6 7.5,4.6 7.5,0",
        ['H'] = "0,0 0,10|6.5,0 6.5,10|0,5.2 6.5,5.2",
        ['I'] = "0,0 0,10",
        ['J'] = "4,10 4,2.5|@2,2.5,2,2.5,180,360",
        ['K'] = "0,0 0,10|6,10 0,3.6|2.3,6 6.3,0",
        ['L'] = "0,10 0,0 5,0",
        ['M'] = "0,0 0,10 4,1 8,10 8,0",
        ['N'] = "0,0 0,10 6.5,0 6.5,10",
        ['O'] = "@4,5,4,5,0,360",
        ['P'] = "0,0 0,10 3.6,10|@3.6,7.3,2.7,2.7,90,-90|3.6,4.6 0,4.6",
        ['Q'] = "@4,5,4,5,0,360|5,2.5 8,-.6",
        ['R'] = "0,0 0,10 3.6,10|@3.6,7.3,2.7,2.7,90,-90|3.6,4.6 0,4.6|3.4,4.6 6.4,0",
        ['S'] = "@3.1,7.55,2.9,2.45,25,270|@3.1,2.55,3.1,2.55,90,-155",
        ['T'] = "0,10 7,10|3.5,10 3.5,0",
        ['U'] = "0,10 0,3.2|@3.25,3.2,3.25,3.2,180,360|6.5,3.2 6.5,10",
        ['V'] = "0,10 3.5,0 7,10",
        ['W'] = "0,10 2.4,0 4.8,10 7.2,0 9.6,10",
        ['X'] = "0,0 6.5,10|0,10 6.5,0",
        ['Y'] = "0,10 3.3,4.8 6.6,10|3.3,4.8 3.3,0",
        ['Z'] = "0,10 6,10 0,0 6.2,0",
        ['['] = "2,10.5 0,10.5 0,-2.5 2,-2.5",
        ['\\'] = "0,10.4 3.4,-1",
        [']'] = "0,10.5 2,10.5 2,-2.5 0,-2.5",
        ['^'] = "0,6 2.2,10 4.4,6",
        ['_'] = "-.6,-2 5.6,-2",
        ['`'] = "0,10 1.2,8.4",
        ['a'] = "@2.5,3.5,2.5,3.5,0,360|5,7 5,0",
        ['b'] = "0,10 0,0|@2.5,3.5,2.5,3.5,0,360",
        ['c'] = "@2.5,3.5,2.5,3.5,50,310",
        ['d'] = "5,10 5,0|@2.5,3.5,2.5,3.5,0,360",
        ['e'] = "@2.5,3.5,2.5,3.5,0,315|0,3.5 5,3.5",
        ['f'] = "1,0 1,8|@3,8,2,2,90,180|-.4,7 2.8,7",
        ['g'] = "@2.5,3.5,2.5,3.5,0,360|5,7 5,-.8|@2.5,-.8,2.5,2.2,200,360",
        ['h'] = "0,10 0,0|@2.5,4.5,2.5,2.5,0,180|5,4.5 5,0",
        ['i'] = "0,7 0,0|0,9.5 0,9.7",
        ['j'] = "1,7 1,-1|@-.6,-1,1.6,2,275,360|1,9.5 1,9.7",
        ['k'] = "0,10 0,0|4.5,7 0,2.5|1.8,4.2 4.8,0",
        ['l'] = "0,10 0,0",
        ['m'] = "0,7 0,0|@2,4.8,2,2.2,0,180|4,4.8 4,0|@6,4.8,2,2.2,0,180|8,4.8 8,0",
        ['n'] = "0,7 0,0|@2.5,4.5,2.5,2.5,0,180|5,4.5 5,0",
        ['o'] = "@2.5,3.5,2.5,3.5,0,360",
        ['p'] = "0,7 0,-3|@2.5,3.5,2.5,3.5,0,360",
        ['q'] = "5,7 5,-3|@2.5,3.5,2.5,3.5,0,360",
        ['r'] = "0,7 0,0|@2.5,4.3,2.5,2.7,65,180",
        ['s'] = "@2.2,5.25,2,1.75,25,270|@2.2,1.75,2.2,1.75,90,-155",
        ['t'] = "1,9.2 1,1.8|@2.8,1.8,1.8,1.8,180,280|-.4,7 2.8,7",
        ['u'] = "0,7 0,2.5|@2.5,2.5,2.5,2.5,180,360|5,7 5,0",
        ['v'] = "0,7 2.5,0 5,7",
        ['w'] = "0,7 1.9,0 3.8,7 5.7,0 7.6,7",
        ['x'] = "0,7 4.8,0|4.8,7 0,0",
        ['y'] = "0,7 2.5,0|5,7 2,-1.6 1.2,-2.7 0,-3",
        ['z'] = "0,7 4.5,7 0,0 4.6,0",
        ['{'] = "2.4,10.5 1.5,10 1.2,8.8 1.2,5.5 0,4 1.2,2.5 1.2,-.8 1.5,-2 2.4,-2.5",
        ['|'] = "0,10.5 0,-2.5",
        ['}'] = "0,10.5 .9,10 1.2,8.8 1.2,5.5 2.4,4 1.2,2.5 1.2,-.8 .9,-2 0,-2.5",
        ['~'] = "0,3.2 1,4.3 2,4.3 3.6,3.3 4.6,3.3 5.6,4.4",
    };

    private static readonly Dictionary<char, (double Width, (double X, double Y)[][] Strokes)> glyphs =
        strokes.ToDictionary(glyph => glyph.Key, glyph => Read(glyph.Value));

    private static readonly (double Width, (double X, double Y)[][] Strokes) unknown = Read(Unknown);

    /// <summary>The breadth of a line of text.</summary>
    public static double Width(string text) => text.Sum(letter => Glyph(letter).Width + Between);

    /// <summary>The letters of a line with where each of them begins.</summary>
    public static IEnumerable<(double X, (double X, double Y)[][] Strokes)> Letters(string text)
    {
        var x = Between / 2;
        foreach (var letter in text)
        {
            var (width, lines) = Glyph(letter);
            yield return (x, lines);
            x += width + Between;
        }
    }

    private static (double Width, (double X, double Y)[][] Strokes) Glyph(char letter) => glyphs.GetValueOrDefault(letter, unknown);

    private static (double Width, (double X, double Y)[][] Strokes) Read(string text)
    {
        var lines = text.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(stroke => stroke[0] == '@' ? Arc(stroke[1..]) : Line(stroke)).ToArray();
        return (lines.SelectMany(line => line).Select(point => point.X).DefaultIfEmpty(Space).Max(), lines);
    }

    private static (double X, double Y)[] Line(string points) => Array.ConvertAll(points.Split(' '), point =>
    {
        var numbers = Numbers(point);
        return (numbers[0], numbers[1]);
    });

    private static (double X, double Y)[] Arc(string text)
    {
        var (arc, steps) = (Numbers(text), 20);
        return [.. Enumerable.Range(0, steps + 1).Select(step =>
        {
            var angle = (arc[4] + (arc[5] - arc[4]) * step / steps) * Math.PI / 180;
            return (arc[0] + arc[2] * Math.Cos(angle), arc[1] + arc[3] * Math.Sin(angle));
        })];
    }

    private static double[] Numbers(string text) =>
        Array.ConvertAll(text.Split(','), number => double.Parse(number, CultureInfo.InvariantCulture));
}

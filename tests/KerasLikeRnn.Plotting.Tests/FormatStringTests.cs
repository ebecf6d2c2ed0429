using CsCheck;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class FormatStringTests
{
    private static readonly string[] Colors = ["", "b", "g", "r", "c", "m", "y", "k", "w", "C0", "C3", "C12"];
    private static readonly string[] Markers =
    [
        "", ".", ",", "o", "v", "^", "<", ">", "1", "2", "3", "4", "8", "s", "p", "P", "*", "h", "H", "+", "x", "X", "D", "d", "|", "_",
    ];
    private static readonly int[] Places = [0, 1, 2];
    private static readonly string[] LineStyles = ["", "-", "--", "-.", ":"];

    [Fact]
    public void Colour_marker_and_line_style_are_found_in_any_order()
    {
        var parts = Gen.Select(Gen.OneOf(Colors), Gen.OneOf(Markers), Gen.OneOf(LineStyles), Gen.Shuffle(Places));
        parts.Sample((color, marker, style, order) =>
        {
            string[] written = [color, marker, style];
            var format = string.Concat(order.Select(place => written[place]));
            if (IsAmbiguous(format, color, marker, style)) return;
            Assert.Equal(new FormatString(OrNull(color), OrNull(marker), OrNull(style)), FormatString.Parse(format));
        });
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_its_name() => Gen.String.Sample(format =>
    {
        try
        {
            Assert.NotNull(FormatString.Parse(format));
        }
        catch (ArgumentException error)
        {
            Assert.Contains($"'{format}' is not a valid format string (", error.Message, StringComparison.Ordinal);
            Assert.Equal("fmt", error.ParamName);
        }
    });

    [Theory]
    [InlineData("red")]
    [InlineData("tab:orange")]
    [InlineData("#ff8800")]
    [InlineData("C7")]
    [InlineData("0.5")]
    public void A_colour_alone_may_have_any_notation(string color) =>
        Assert.Equal(new FormatString(color, null, null), FormatString.Parse(color));

    [Fact]
    public void Only_a_capital_C_begins_a_colour_of_the_cycle() =>
        Assert.Equal(new FormatString("c", "4", null), FormatString.Parse("c4"));

    [Theory]
    [InlineData("bz", "'bz' is not a valid format string (unrecognized character 'z')")]
    [InlineData("rb", "'rb' is not a valid format string (two color symbols)")]
    [InlineData("ox", "'ox' is not a valid format string (two marker symbols)")]
    [InlineData("--:", "'--:' is not a valid format string (two linestyle symbols)")]
    [InlineData("C", "'C' is not a valid format string (unrecognized character 'C')")]
    public void A_wrong_format_string_is_told_as_matplotlib_does(string format, string expected) =>
        Assert.Contains(expected, Assert.Throws<ValueError>(() => FormatString.Parse(format)).Message, StringComparison.Ordinal);

    // "-" followed by "." is dash-dot, "C3" followed by marker "1" is C31, "1" and "." together read as a grey level.
    private static bool IsAmbiguous(string format, string color, string marker, string style) =>
        (style == "-" && format.Contains("-.", StringComparison.Ordinal))
        || (color.Length > 1 && marker is [>= '0' and <= '9'] && format.Contains(color + marker, StringComparison.Ordinal))
        || (color.Length + marker.Length + style.Length == 0);

    private static string? OrNull(string part) => part.Length == 0 ? null : part;
}

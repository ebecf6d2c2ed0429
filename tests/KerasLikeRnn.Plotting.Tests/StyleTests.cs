namespace KerasLikeRnn.Plotting.Tests;

public sealed class StyleTests
{
    [Theory]
    [InlineData("b", "#0000ff")]
    [InlineData("blue", "#0000ff")]
    [InlineData("g", "#008000")]
    [InlineData("c", "#00bfbf")]
    [InlineData("C0", "#1f77b4")]
    [InlineData("C11", "#ff7f0e")]
    [InlineData("tab:grey", "#7f7f7f")]
    [InlineData("orange", "#ffa500")]
    [InlineData("darkslategrey", "#2f4f4f")]
    [InlineData("rebeccapurple", "#663399")]
    [InlineData("#ABC", "#aabbcc")]
    [InlineData("#11223344", "#11223344")]
    [InlineData("0.5", "#808080")]
    [InlineData("none", "rgba(0,0,0,0)")]
    public void Colours_have_matplotlibs_names(string name, string css) => Assert.Equal(css, Colors.Parse(name, "color"));

    [Theory]
    [InlineData("")]
    [InlineData("bleu")]
    [InlineData("#12")]
    [InlineData("1.5")]
    [InlineData("windowtext")]
    [InlineData("transparent")]
    public void An_unknown_colour_is_refused_by_name(string name)
    {
        var error = Assert.Throws<ValueError>("color", () => Colors.Parse(name, "color"));
        Assert.Contains($"'{name}' is not a valid value for color", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dashes_are_measured_in_line_widths()
    {
        Assert.Equal("solid", LineStyle.Parse("solid", "linestyle")!.ToPlotly(2));
        Assert.Equal("7.4px,3.2px", LineStyle.Parse("--", "linestyle")!.ToPlotly(2));
        Assert.Equal("1px,1.65px", LineStyle.Parse("dotted", "linestyle")!.ToPlotly(1));
        Assert.Null(LineStyle.Parse("None", "linestyle"));
        Assert.Throws<ValueError>("linestyle", () => LineStyle.Parse("wavy", "linestyle"));
    }

    [Fact]
    public void An_unknown_marker_is_refused_by_name()
    {
        Assert.Null(Marker.Parse("none", "marker"));
        Assert.Contains(
            "Unrecognized marker style 'q'", Assert.Throws<ValueError>("marker", () => Marker.Parse("q", "marker")).Message,
            StringComparison.Ordinal);
    }
}

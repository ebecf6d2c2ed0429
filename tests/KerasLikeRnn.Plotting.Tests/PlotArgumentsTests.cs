using System.Collections;
using NumSharp;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class PlotArgumentsTests : PlotTests
{
    public static TheoryData<IEnumerable> Numbers => new(new IEnumerable[]
    {
        new double[] { 1, 2, 3 },
        new float[] { 1, 2, 3 },
        new[] { 1, 2, 3 },
        new long[] { 1, 2, 3 },
        new List<double> { 1, 2, 3 },
        Enumerable.Range(1, 3),
        np.array(new[] { 1f, 2f, 3f }),
        np.array(new[] { 1, 2, 3 }).reshape(3, 1),
        np.array(new[] { 0, 1, 0, 2, 0, 3 })["1::2"],
        new ArrayList { 1, 2.0, 3m },
        new double[,] { { 1 }, { 2 }, { 3 } },
    });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Any_numbers_can_be_plotted(IEnumerable numbers)
    {
        plt.plot(numbers, numbers, "bo");
        plt.plot(numbers);
        Assert.Equal([(1, 1), (2, 2), (3, 3)], Line(0).Points);
        Assert.Equal([(0, 1), (1, 2), (2, 3)], Line(1).Points);
    }

    [Fact]
    public void A_format_string_may_follow_y_alone()
    {
        plt.plot([1, 2, 3], "r");
        plt.plot(np.array(new[] { 1, 2, 3 }), "g--");
        Assert.Equal("#ff0000", Line(0).Color);
        Assert.Equal("#008000", Line(1).Color);
    }

    [Fact]
    public void Several_lines_fit_into_one_call()
    {
        double[] x = [1, 2, 3];
        plt.plot(x, x, "b", x, new[] { 3, 2, 1 }, "ro", x, x);
        Assert.Equal(["#0000ff", "#ff0000", "#1f77b4"], Axes.Artists.Cast<Line>().Select(line => line.Color));
        Assert.Null(Line(1).Style);
        Assert.Throws<ValueError>("args", () => plt.plot(x, x, "b", x, 5));
    }

    [Fact]
    public void Each_column_of_a_table_is_a_line()
    {
        plt.plot(np.array(new double[,] { { 1, 10 }, { 2, 20 }, { 3, 30 } }));
        Assert.Equal([(0, 10), (1, 20), (2, 30)], Line(1).Points);
        plt.plot(new[] { 5, 6 }, new double[][] { [1, 2], [3, 4] });
        Assert.Equal([(5, 2), (6, 4)], Line(3).Points);
    }

    [Fact]
    public void Not_a_number_is_a_gap()
    {
        plt.plot([1, double.NaN, 3, double.PositiveInfinity]);
        Assert.Equal([(0, 1), (2, 3)], Line(0).Points);
        Assert.Contains(
            "\"y\":[1,null,3,null]", Json.Text(PlotlyChart.Of(plt.figures.Current)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_marker_without_a_line_style_draws_no_line_and_arguments_overrule_the_format()
    {
        plt.plot([1, 2], "bo");
        plt.plot([1, 2], "bo", color: "orange", linestyle: "--", marker: "s");
        plt.plot([1, 2], marker: "x", linewidth: 3);
        Assert.Null(Line(0).Style);
        Assert.Equal(("#ffa500", "square"), (Line(1).Color, Line(1).Marker!.Symbol));
        Assert.NotNull(Line(1).Style);
        Assert.Equal((3, "x-thin"), (Line(2).Width, Line(2).Marker!.Symbol));
        Assert.Same(LineStyle.Solid, Line(2).Style);
    }

    [Fact]
    public void Colours_follow_the_cycle()
    {
        plt.plot([1, 2]);
        plt.plot([1, 2], "k");
        plt.plot([1, 2]);
        Assert.Equal(["#1f77b4", "#000000", "#ff7f0e"], Axes.Artists.Cast<Line>().Select(line => line.Color));
    }

    [Fact]
    public void Different_lengths_are_told_as_matplotlib_does()
    {
        var error = Assert.Throws<ValueError>("y", () => plt.plot([1, 2, 3], [1, 2], "b"));
        Assert.StartsWith(
            "x and y must have same first dimension, but have shapes (3,) and (2,)", error.Message, StringComparison.Ordinal);
        Assert.Empty(Axes.Artists);
        Assert.Throws<ValueError>("y", () => plt.scatter([1, 2, 3], [1, 2]));
        Assert.Throws<ValueError>("height", () => plt.bar([1, 2, 3], [1, 2]));
    }

    [Fact]
    public void What_is_not_a_number_is_refused()
    {
        var error = Assert.Throws<ValueError>("y", () => plt.plot(["a", "b"]));
        Assert.StartsWith("y must hold numbers. Received: a (String)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>("y", () => plt.plot(new object?[] { 1, null }, label: "x"));
        Assert.Throws<ValueError>("y", () => plt.plot(np.arange(8).reshape(2, 2, 2)));
        Assert.Throws<ArgumentNullException>("x", () => plt.plot((double[])null!, [1.0]));
    }

    [Fact]
    public void A_wrong_look_is_refused()
    {
        Assert.Throws<ValueError>("color", () => plt.plot([1, 2], color: "bleu"));
        Assert.Throws<ValueError>("linestyle", () => plt.plot([1, 2], linestyle: "wavy"));
        Assert.Throws<ValueError>("marker", () => plt.plot([1, 2], marker: "q"));
        Assert.Throws<ValueError>("linewidth", () => plt.plot([1, 2], linewidth: -1));
        Assert.Throws<ValueError>("alpha", () => plt.plot([1, 2], alpha: 2));
        Assert.Throws<ValueError>("cmap", () => plt.imshow(new double[,] { { 1 } }, cmap: "sunset"));
        Assert.Empty(Axes.Artists);
    }

    private static Line Line(int index) => (Line)Axes.Artists[index];
}

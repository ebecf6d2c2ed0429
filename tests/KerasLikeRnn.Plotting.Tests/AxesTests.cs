using CsCheck;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class AxesTests : PlotTests
{
    [Fact]
    public void Limits_leave_five_percent_of_room()
    {
        plt.plot([0, 10], [1, 3]);
        Assert.Equal((-0.5, 10.5), plt.xlim());
        Assert.Equal((0.9, 3.1), plt.ylim());
    }

    [Fact]
    public void A_single_point_lies_in_the_middle_and_an_empty_axes_goes_from_0_to_1()
    {
        Assert.Equal((0, 1), plt.xlim());
        plt.plot([1], [0], "o");
        Assert.Equal(0.945, plt.xlim().left, 12);
        Assert.Equal(1.055, plt.xlim().right, 12);
        Assert.Equal(-0.055, plt.ylim().bottom, 12);
    }

    [Fact]
    public void A_limit_set_by_hand_stays_and_the_other_is_kept()
    {
        plt.plot([0, 10], [0, 10]);
        plt.ylim(top: 20);
        plt.xlim(10, 0);
        plt.plot([0, 100], [0, 100]);
        Assert.Equal((-0.5, 20), plt.ylim());
        Assert.Equal((10, 0), plt.xlim());
        plt.xlim((2, 3));
        Assert.Equal((2, 3), plt.xlim());
    }

    [Fact]
    public void Wrong_limits_are_refused()
    {
        Assert.Throws<ValueError>(() => plt.xlim(double.NaN, 1));
        Assert.Throws<ValueError>(() => plt.ylim(1, 1));
    }

    [Fact]
    public void Bars_stand_on_the_axis()
    {
        plt.bar([1, 2, 3], [3, 1, 2]);
        Assert.Equal(0, plt.ylim().bottom);
        Assert.Equal(3.15, plt.ylim().top, 12);
        Assert.Equal(0.6 - 0.05 * 2.8, plt.xlim().left, 12);
    }

    [Fact]
    public void A_picture_has_row_0_on_top_and_no_margin()
    {
        plt.imshow(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal((-0.5, 2.5), plt.xlim());
        Assert.Equal((1.5, -0.5), plt.ylim());
    }

    [Fact]
    public void Ticks_take_texts()
    {
        plt.bar([1, 2], [1, 2]);
        plt.xticks([1, 2], ["a", "b"]);
        Assert.Equal(["a", "b"], Axes.X.TicksFor(Axes).Labels);
        Assert.Throws<ValueError>("labels", () => plt.xticks([1, 2], ["a"]));
    }

    [Fact]
    public void Grid_turns_on_off_and_round()
    {
        plt.grid();
        Assert.True(Axes.X.HasGrid && Axes.Y.HasGrid);
        plt.grid(axis: "x");
        Assert.False(Axes.X.HasGrid);
        plt.grid(true);
        plt.grid(true);
        Assert.True(Axes.X.HasGrid && Axes.Y.HasGrid);
        Assert.Throws<ValueError>("axis", () => plt.grid(axis: "z"));
    }

    [Fact]
    public void Reference_lines_ask_for_room_in_one_direction_only()
    {
        plt.plot([0, 10], [0, 10]);
        plt.axhline(100);
        plt.axvline(5);
        Assert.Equal((-0.5, 10.5), plt.xlim());
        Assert.Equal(105, plt.ylim().top, 12);
    }

    [Fact]
    public void A_histogram_counts_every_value_once()
    {
        var (n, bins) = plt.hist([1, 2, 2, 3, 3, 3, 5], bins: 4);
        Assert.Equal([1, 2, 3, 1], n);
        Assert.Equal([1, 2, 3, 4, 5], bins);
        Assert.Equal([1.0 / 7, 2.0 / 7, 3.0 / 7, 1.0 / 7], plt.hist([1, 2, 2, 3, 3, 3, 5], bins: 4, density: true).n);
        Assert.Equal([1, 2], plt.hist([1, 2, 2, 3, 3, 3, 5], bins: 2, range: (0, 2.5)).n);
    }

    [Fact]
    public void A_wrong_histogram_is_refused()
    {
        Assert.Throws<ValueError>("bins", () => plt.hist([1, 2], bins: 0));
        Assert.Throws<ValueError>("x", () => plt.hist([1, double.NaN]));
        Assert.Throws<ValueError>("range", () => plt.hist([1, 2], range: (2, 1)));
    }

    [Fact]
    public void Any_numbers_get_finite_limits_around_them_and_ticks_inside()
    {
        var number = Gen.OneOf(
            Gen.Double[-1e300, 1e300], Gen.Double[-1, 1], Gen.Double[0.69, 0.6901], Gen.Double[0, 1e-300],
            Gen.OneOf(0.0, -0.0, 1e-320, 5, double.NaN, double.PositiveInfinity));
        number.Array[0, 6].Sample(values =>
        {
            plt.cla();
            plt.plot(values, "o");
            var (low, high) = plt.ylim();
            Assert.True(double.IsFinite(low) && double.IsFinite(high) && low < high, $"{low} to {high}");
            Assert.All(values.Where(double.IsFinite), value => Assert.InRange(value, low, high));
            var (positions, labels, _) = Axes.Y.TicksFor(Axes);
            Assert.Equal(positions.Length, labels.Length);
            Assert.All(positions, tick => Assert.InRange(tick, low - (high - low) * 1e-6, high + (high - low) * 1e-6));
        }, threads: 1);
    }

    [Fact]
    public void Colorbar_needs_a_picture() => Assert.Throws<InvalidOperationException>(plt.colorbar);
}

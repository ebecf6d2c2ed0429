namespace KerasLikeRnn.Plotting.Tests;

public sealed class FigureTests : PlotTests
{
    [Fact]
    public void The_first_plot_opens_figure_1_and_figure_opens_the_next()
    {
        Assert.Empty(plt.get_fignums());
        plt.plot([1, 2]);
        plt.figure();
        plt.figure(7);
        plt.figure();
        Assert.Equal([1, 2, 7, 8], plt.get_fignums());
    }

    [Fact]
    public void Figure_with_an_open_number_returns_to_it()
    {
        plt.plot([1, 2]);
        plt.figure();
        plt.figure(1);
        plt.plot([3, 4]);
        Assert.Equal(2, Axes.Artists.Count);
        Assert.Equal([1, 2], plt.get_fignums());
    }

    [Fact]
    public void Close_closes_the_current_one_a_number_or_all()
    {
        plt.figure(1);
        plt.figure(2);
        plt.figure(3);
        plt.close();
        Assert.Equal([1, 2], plt.get_fignums());
        plt.close(1);
        Assert.Equal([2], plt.get_fignums());
        plt.close("all");
        Assert.Empty(plt.get_fignums());
        Assert.Throws<ValueError>(() => plt.close("everything"));
    }

    [Fact]
    public void Clf_and_cla_empty_the_figure_and_the_axes()
    {
        plt.subplot(1, 2, 1);
        plt.plot([1, 2]);
        plt.subplot(1, 2, 2);
        plt.plot([1, 2]);
        plt.cla();
        Assert.Equal([1, 0], plt.figures.Current.Axes.Select(axes => axes.Artists.Count));
        plt.clf();
        Assert.Empty(plt.figures.Current.Axes);
    }

    [Fact]
    public void Subplots_lie_where_matplotlib_puts_them()
    {
        plt.subplot(2, 2, 3);
        var lower = Axes.Position;
        plt.subplot(222);
        var upper = Axes.Position;
        // matplotlib: plt.subplot(2, 2, 3).get_position() and plt.subplot(2, 2, 2).get_position()
        AssertBox(new Box(0.125, 0.11, 0.4772727272727273, 0.46), lower);
        AssertBox(new Box(0.5477272727272727, 0.53, 0.9, 0.88), upper);
    }

    [Fact]
    public void A_subplot_asked_for_again_is_the_same()
    {
        plt.subplot(2, 1, 1);
        plt.plot([1, 2]);
        plt.subplot(2, 1, 2);
        plt.subplot(2, 1, 1);
        Assert.Single(Axes.Artists);
        Assert.Equal(2, plt.figures.Current.Axes.Count);
    }

    [Fact]
    public void A_place_outside_of_the_grid_is_refused()
    {
        var error = Assert.Throws<ValueError>(() => plt.subplot(2, 2, 5));
        Assert.Contains("num must be an integer with 1 <= num <= 4, not 5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => plt.subplot(0, 1, 1));
        Assert.Throws<ValueError>(() => plt.subplot(22));
    }

    [Fact]
    public void Tight_layout_keeps_labels_inside_and_apart()
    {
        for (var index = 1; index <= 4; index++)
        {
            plt.subplot(2, 2, index);
            plt.plot([1000, 2000]);
            plt.title("title");
            plt.xlabel("time");
            plt.ylabel("value");
        }
        plt.tight_layout();
        var places = plt.figures.Current.Axes.Select(axes => axes.Pixels).ToArray();
        Assert.InRange(places[0].Left, 60, 90);                     // numbers of four digits and a label
        Assert.InRange(640 - places[1].Right, 5, 20);
        Assert.InRange(places[0].Bottom - places[2].Top, 60, 100);  // ticks, label, and the title below
        Assert.Equal(places[0].Width, places[3].Width, 6);
    }

    [Fact]
    public void A_size_that_is_not_positive_is_refused() => Assert.Throws<ValueError>(() => plt.figure(figsize: (0, 4)));

    private static void AssertBox(Box expected, Box actual)
    {
        Assert.Equal(expected.Left, actual.Left, 10);
        Assert.Equal(expected.Bottom, actual.Bottom, 10);
        Assert.Equal(expected.Right, actual.Right, 10);
        Assert.Equal(expected.Top, actual.Top, 10);
    }
}

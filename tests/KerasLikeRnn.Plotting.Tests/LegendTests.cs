namespace KerasLikeRnn.Plotting.Tests;

public sealed class LegendTests : PlotTests
{
    [Fact]
    public void Labels_appear_only_after_legend()
    {
        plt.plot([1, 2], label: "loss");
        plt.plot([2, 1], label: "_hidden");
        plt.plot([2, 1]);
        Assert.Null(Axes.Legend);
        plt.legend();
        Assert.Equal(["loss"], Axes.Legend!.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public void Texts_may_be_given_to_legend()
    {
        plt.plot([1, 2]);
        plt.plot([2, 1]);
        plt.legend(["train", "test"], loc: "upper left");
        Assert.Equal(["train", "test"], Axes.Legend!.Entries.Select(entry => entry.Text));
        Assert.Equal("upper left", Axes.Legend.Location.Name);
    }

    [Fact]
    public void Best_is_the_first_place_that_covers_nothing()
    {
        plt.plot([0, 1], [1, 0], label: "falling");
        plt.legend();
        Assert.Equal("upper right", Axes.Legend!.Place(Axes).Name);

        plt.cla();
        plt.plot([0, 1], [0, 1], label: "rising");
        plt.legend();
        Assert.Equal("upper left", Axes.Legend!.Place(Axes).Name);

        plt.cla();
        plt.plot([0, 2], [1, 1], label: "top");
        plt.bar([0.9], [0.5]);
        plt.legend();
        Assert.Equal("lower left", Axes.Legend!.Place(Axes).Name);
    }

    [Fact]
    public void Places_have_names_and_numbers()
    {
        plt.plot([1, 2], label: "loss");
        plt.legend(loc: 4);
        Assert.Equal("lower right", Axes.Legend!.Location.Name);
        Assert.Throws<ValueError>("loc", () => plt.legend(11));
        var error = Assert.Throws<ValueError>("loc", () => plt.legend(loc: "top"));
        Assert.Contains(
            "'top' is not a valid value for loc; supported values are 'best', 'upper right'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_labels_legend_warns_and_draws_none()
    {
        var console = Console.Error;
        using var writer = new StringWriter();
        Console.SetError(writer);
        try
        {
            plt.plot([1, 2]);
            plt.legend();
        }
        finally
        {
            Console.SetError(console);
        }
        Assert.StartsWith("No artists with labels found to put in legend.", writer.ToString(), StringComparison.Ordinal);
        Assert.Null(Axes.Legend);
    }
}

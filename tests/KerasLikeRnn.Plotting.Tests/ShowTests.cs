using System.Diagnostics;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class ShowTests : PlotTests
{
    [Fact]
    public void Show_prints_one_path_a_figure_and_closes_them()
    {
        plt.plot([1, 2]);
        plt.figure();
        plt.plot([3, 4]);
        var lines = Printed(plt.show);

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.True(File.Exists(line), line));
        Assert.All(lines, line => Assert.Equal(Folder.FullName, Path.GetDirectoryName(line)));
        Assert.Empty(plt.get_fignums());
        Assert.Empty(Printed(plt.show));
    }

    [Fact]
    public void A_second_show_leaves_the_first_pages_alone()
    {
        plt.plot([1, 2]);
        var first = Printed(plt.show);
        plt.plot([3, 4]);
        var second = Printed(plt.show);
        Assert.NotEqual(first[0], second[0]);
        Assert.Equal(2, Folder.GetFiles("figure_*.html").Length);
    }

    [Fact]
    public void The_folder_for_pages_is_made_when_needed()
    {
        plt.output_folder = Path.Combine(Folder.FullName, "new", "plots");
        plt.plot([1, 2]);
        Assert.StartsWith(plt.output_folder, Assert.Single(Printed(plt.show)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pause_shows_a_figure_once_and_draw_brings_its_page_up_to_date()
    {
        plt.plot([1, 2]);
        var page = Assert.Single(Printed(() => plt.pause(0)));
        Assert.DoesNotContain("falling", File.ReadAllText(page), StringComparison.Ordinal);

        plt.title("falling");
        Assert.Empty(Printed(plt.draw));
        Assert.Contains("falling", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Empty(Printed(() => plt.pause(0)));
        Assert.Equal([1], plt.get_fignums());
        Assert.Equal([page], Printed(plt.show));
    }

    [Fact]
    public void Pause_refuses_a_negative_time() => Assert.Throws<ValueError>(() => plt.pause(-1));

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", "", false)]
    [InlineData(":0", null, true)]
    [InlineData(null, "wayland-0", true)]
    public void A_desktop_is_where_a_display_is(string? display, string? wayland, bool expected) =>
        Assert.Equal(expected, Desktop.HasDisplay(name => name == "DISPLAY" ? display : wayland));

    [Fact]
    public void An_opener_that_is_missing_or_fails_is_reported_without_an_exception()
    {
        Assert.False(Desktop.TryStart(new ProcessStartInfo("no-such-opener-anywhere"), Timeout.InfiniteTimeSpan));
        Assert.False(Desktop.TryStart(Dotnet("--no-such-option"), Timeout.InfiniteTimeSpan));
        Assert.True(Desktop.TryStart(Dotnet("--version"), Timeout.InfiniteTimeSpan));

        static ProcessStartInfo Dotnet(string argument) =>
            new("dotnet", [argument]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    [Fact]
    public void An_opener_that_goes_on_is_the_browser_itself()
    {
        // It waits for the end of an input that does not end.
        var start = new ProcessStartInfo("sort") { RedirectStandardInput = true, RedirectStandardOutput = true };
        Assert.True(Desktop.TryStart(start, TimeSpan.Zero));
    }
}

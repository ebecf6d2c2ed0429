namespace KerasLikeRnn.Plotting.Tests;

public sealed class NotebookPlotsTests(NotebookPlots plots) : IClassFixture<NotebookPlots>
{
    // Where matplotlib puts the axes of a 640 x 480 figure, and the limits it gives these data: 5 % of room.
    private static readonly (double Left, double Top, double Right, double Bottom) Frame = (80, 57.6, 576, 427.2);

    [Fact]
    public void Each_figure_has_a_page_of_its_own() => Assert.Equal(2, plots.Pages.Length);

    [Fact]
    public void A_page_refers_to_nothing_outside_of_itself()
    {
        foreach (var page in plots.Pages)
        {
            var html = File.ReadAllText(page);
            Assert.DoesNotContain("<script src", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("cdn.plot.ly/plotly-", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Blue_dots_stand_where_the_training_values_are()
    {
        AssertDots(plots.AccuracyPage.Picture, NotebookPlots.Accuracy, NotebookPlots.ValidationAccuracy);
        AssertDots(plots.LossPage.Picture, NotebookPlots.Loss, NotebookPlots.ValidationLoss);
    }

    [Fact]
    public void A_blue_line_joins_the_validation_values()
    {
        AssertLine(plots.AccuracyPage.Picture, NotebookPlots.Accuracy, NotebookPlots.ValidationAccuracy);
        AssertLine(plots.LossPage.Picture, NotebookPlots.Loss, NotebookPlots.ValidationLoss);
    }

    [Fact]
    public void No_line_joins_the_dots()
    {
        var (toX, toY) = Scales(NotebookPlots.Loss, NotebookPlots.ValidationLoss);
        // Halfway between the second and the third value of the training loss.
        var (x, y) = (toX(2.5), toY((NotebookPlots.Loss[1] + NotebookPlots.Loss[2]) / 2));
        Assert.False(HasBlueAround(plots.LossPage.Picture, x, y, 3));
    }

    [Fact]
    public void The_ground_is_white_inside_and_outside()
    {
        foreach (var picture in new[] { plots.AccuracyPage.Picture, plots.LossPage.Picture })
            foreach (var (x, y) in new[] { (5, 5), (635, 475), (300, 20), (20, 240), (85, 420), (570, 420), (400, 150) })
                Assert.Equal(((byte)255, (byte)255, (byte)255), picture[x, y]);
    }

    [Fact]
    public void A_black_box_frames_the_plot()
    {
        foreach (var picture in new[] { plots.AccuracyPage.Picture, plots.LossPage.Picture })
        {
            foreach (var x in new[] { 100, 200, 330, 450, 560 })
            {
                Assert.True(HasDark(picture, x, (int)Frame.Top, vertical: true), $"top border at {x}");
                Assert.True(HasDark(picture, x, (int)Frame.Bottom, vertical: true), $"bottom border at {x}");
            }
            foreach (var y in new[] { 130, 200, 260, 330, 400 })
            {
                Assert.True(HasDark(picture, (int)Frame.Left, y, vertical: false), $"left border at {y}");
                Assert.True(HasDark(picture, (int)Frame.Right, y, vertical: false), $"right border at {y}");
            }
        }
    }

    [Fact]
    public void The_titles_are_texts_of_the_pages()
    {
        Assert.Equal(["Training and validation accuracy"], plots.AccuracyPage.Titles);
        Assert.Equal(["Training and validation loss"], plots.LossPage.Titles);
    }

    [Fact]
    public void The_legends_name_dots_and_line()
    {
        Assert.Equal(["Training acc", "Validation acc"], plots.AccuracyPage.LegendTexts);
        Assert.Equal(["Training loss", "Validation loss"], plots.LossPage.LegendTexts);
    }

    [Fact]
    public void The_legends_stand_in_the_upper_left_corner_with_a_dot_and_a_line()
    {
        foreach (var picture in new[] { plots.AccuracyPage.Picture, plots.LossPage.Picture })
        {
            Assert.True(HasBlueAround(picture, 108, 81, 2), "dot in the legend");
            Assert.True(HasBlueAround(picture, 98, 102, 3) && HasBlueAround(picture, 118, 102, 3), "line in the legend");
            Assert.False(HasBlueAround(picture, 95, 81, 3), "no line beside the dot in the legend");
        }
    }

    [Fact]
    public void The_ticks_are_matplotlibs()
    {
        Assert.Equal(["2", "4", "6", "8", "10"], plots.AccuracyPage.XTicks);
        Assert.Equal(["0.70", "0.75", "0.80", "0.85", "0.90", "0.95"], plots.AccuracyPage.YTicks);
        Assert.Equal(["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"], plots.LossPage.YTicks);
    }

    [Fact]
    public void Zooming_in_gives_finer_ticks_and_the_first_view_has_its_own_again()
    {
        const string script =
            """
            const wait = () => new Promise(resolve => setTimeout(resolve, 500));
            const zoom = (left, right) => Plotly.relayout(page, {'xaxis.range[0]': left, 'xaxis.range[1]': right}).then(wait);
            const ticks = () => [...document.querySelectorAll('.xtick')].map(tick => tick.textContent).filter(text => text).join(' ');
            zoom(2, 3).then(() => { const zoomed = ticks(); return zoom(...home.xaxis.range).then(() => {
              document.head.remove();
              document.body.textContent = zoomed + '|' + ticks();
            }); });
            """;
        var html = File.ReadAllText(plots.Pages[0]);
        var page = plots.Pages[0] + ".zoom.html";
        File.WriteAllText(page, html.Insert(html.LastIndexOf("</script>", StringComparison.Ordinal), script));
        var views = Browser.Find().DumpDom(page).Split("<body>")[1].Split("</body>")[0].Split('|');
        Assert.InRange(views[0].Split(' ').Length, 5, 20);
        Assert.Equal("2 4 6 8 10", views[1]);
    }

    private static (Func<double, double> ToX, Func<double, double> ToY) Scales(double[] training, double[] validation)
    {
        var all = training.Concat(validation).ToArray();
        return (Scale(1, 10, Frame.Left, Frame.Right), Scale(all.Min(), all.Max(), Frame.Bottom, Frame.Top));

        static Func<double, double> Scale(double low, double high, double start, double end)
        {
            var margin = (high - low) * 0.05;
            return value => start + (value - low + margin) / (high - low + 2 * margin) * (end - start);
        }
    }

    private static void AssertDots(PngImage picture, double[] training, double[] validation)
    {
        var (toX, toY) = Scales(training, validation);
        for (var epoch = 1; epoch <= training.Length; epoch++)
        {
            var (x, y) = ((int)Math.Round(toX(epoch)), (int)Math.Round(toY(training[epoch - 1])));
            // The whole inside of a dot is blue: four pixels in radius, less one for rounding.
            foreach (var (dx, dy) in new[] { (0, 0), (-3, 0), (3, 0), (0, -3), (0, 3), (2, 2), (-2, -2) })
                Assert.True(IsBlue(picture[x + dx, y + dy]), $"dot of epoch {epoch}");
            Assert.False(IsBlue(picture[x - 6, y - 6]), $"beside the dot of epoch {epoch}");
        }
    }

    private static void AssertLine(PngImage picture, double[] training, double[] validation)
    {
        var (toX, toY) = Scales(training, validation);
        for (var segment = 0; segment < validation.Length - 1; segment++)
            foreach (var part in new[] { 0.25, 0.5, 0.75 })
            {
                var value = validation[segment] + part * (validation[segment + 1] - validation[segment]);
                Assert.True(HasBlueAround(picture, toX(segment + 1 + part), toY(value), 1), $"line at {segment + 1 + part}");
            }
    }

    private static bool HasBlueAround(PngImage picture, double x, double y, int radius)
    {
        for (var dx = -radius; dx <= radius; dx++)
            for (var dy = -radius; dy <= radius; dy++)
                if (IsBlue(picture[(int)Math.Round(x) + dx, (int)Math.Round(y) + dy])) return true;
        return false;
    }

    private static bool IsBlue((byte Red, byte Green, byte Blue) color) => color is { Red: < 40, Green: < 40, Blue: > 200 };

    private static bool HasDark(PngImage picture, int x, int y, bool vertical) =>
        Enumerable.Range(-1, 3).Any(step =>
            picture[vertical ? x : x + step, vertical ? y + step : y] is { Red: < 60, Green: < 60, Blue: < 60 });
}

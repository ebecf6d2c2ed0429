using System.Xml.Linq;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class SavefigTests : PlotTests
{
    private string File(string name) => Path.Combine(Folder.FullName, name);

    [Fact]
    public void Png_has_the_figures_size_and_colours()
    {
        plt.figure(figsize: (3, 2));
        plt.plot([0, 1], [5, 5], "r", linewidth: 6);
        plt.savefig(File("line.png"));

        var picture = PngImage.Read(File("line.png"));
        Assert.Equal((300, 200), (picture.Width, picture.Height));
        // A single value lies in the middle of the axes, which go from 11 % to 88 % of the height.
        Assert.Equal(((byte)255, (byte)0, (byte)0), picture[150, (int)(200 * (1 - (0.11 + 0.88) / 2))]);
        Assert.Equal(((byte)255, (byte)255, (byte)255), picture[150, 60]);
        Assert.Equal([File("line.png")], Directory.GetFiles(Folder.FullName));
    }

    [Fact]
    public void Without_an_extension_the_file_is_a_png_and_dpi_sets_its_pixels()
    {
        plt.figure(figsize: (2, 1));
        plt.savefig(File("empty"), dpi: 200);
        var picture = PngImage.Read(File("empty.png"));
        Assert.Equal((400, 200), (picture.Width, picture.Height));
    }

    [Fact]
    public void Svg_is_a_drawing_with_the_title_as_text()
    {
        plt.plot([1, 2, 3]);
        plt.title("Loss < 1 & falling");
        plt.savefig(File("loss.svg"));

        var drawing = XDocument.Load(File("loss.svg"));
        Assert.Equal("svg", drawing.Root!.Name.LocalName);
        Assert.Equal("640", drawing.Root.Attribute("width")!.Value);
        Assert.Contains(drawing.Descendants(), element => element.Name.LocalName == "text" && element.Value == "Loss < 1 & falling");
    }

    [Fact]
    public void Html_draws_subplots_bars_and_pictures_without_network()
    {
        plt.figure(figsize: (9, 4));
        plt.subplot(1, 3, 1);
        plt.bar(["a", "</script>"], [1.0, 2.0], color: "g", label: "bars' legend");
        plt.title("bars");
        plt.legend();
        plt.subplot(132);
        plt.imshow(new double[,] { { 0, 1 }, { 1, 0 } }, cmap: "gray");
        plt.title("picture");
        plt.subplot(133);
        plt.plot([1, 2], label: "line's legend");
        plt.legend();
        plt.savefig(File("both.html"));

        var page = OpenedPage.Open(File("both.html"));
        Assert.Equal(["bars", "picture"], page.Titles);
        Assert.Contains("</script>", page.XTicks);
        Assert.Equal(["bars' legend", "line's legend"], page.LegendTexts);
        var (bars, picture) = (plt.figures.Current.Axes[0], plt.figures.Current.Axes[1]);
        Assert.Equal(((byte)0, (byte)128, (byte)0), ColorAt(page, bars, 1, 1));
        Assert.Equal(((byte)0, (byte)0, (byte)0), ColorAt(page, picture, 0, 0));
        Assert.Equal(((byte)255, (byte)255, (byte)255), ColorAt(page, picture, 1, 0));
        Assert.Equal(picture.Pixels.Width, picture.Pixels.Height, 6);
    }

    [Fact]
    public void An_unknown_format_is_refused_by_name()
    {
        var error = Assert.Throws<ValueError>(() => plt.savefig(File("figure.gif")));
        Assert.Contains("Format 'gif' is not supported (supported formats: html, png, svg)", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.FullName));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => plt.savefig(Path.Combine(Folder.FullName, "nowhere", "figure.html")));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_browser_the_error_says_what_to_install_and_that_html_needs_none()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Browser.Find(null, [File("chromium")]));
        Assert.Contains("install Chromium, Google Chrome or Microsoft Edge", error.Message, StringComparison.Ordinal);
        Assert.Contains(".html needs none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_CHROME_PATH_is_reported() =>
        Assert.Contains(
            "CHROME_PATH",
            Assert.Throws<InvalidOperationException>(() => Browser.Find(File("no-such-browser"), [])).Message,
            StringComparison.Ordinal);

    private static (byte Red, byte Green, byte Blue) ColorAt(OpenedPage page, Axes axes, double x, double y)
    {
        var pixels = axes.Pixels;
        return page.Picture[
            (int)(pixels.Left + axes.XLimits.Fraction(x) * pixels.Width),
            (int)(axes.Figure.Height - pixels.Bottom - axes.YLimits.Fraction(y) * pixels.Height)];
    }
}

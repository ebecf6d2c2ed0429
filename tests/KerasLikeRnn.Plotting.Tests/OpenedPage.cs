using System.Net;
using System.Text.RegularExpressions;

namespace KerasLikeRnn.Plotting.Tests;

/// <summary>A page as a browser without network shows it.</summary>
internal sealed partial class OpenedPage
{
    // A window larger than the page: browsers without a window still count a frame.
    private static readonly string[] Offline = ["--proxy-server=127.0.0.1:9", "--window-size=1100,900", "--virtual-time-budget=60000"];

    private readonly string document;

    private OpenedPage(string document, PngImage picture) => (this.document, Picture) = (document, picture);

    public PngImage Picture { get; }

    /// <summary>The texts in the drawing: titles, legend, labels of ticks.</summary>
    public string[] Titles => Texts(Annotation());

    public string[] LegendTexts => Texts(LegendText());

    public string[] XTicks => Texts(XTick());

    public string[] YTicks => Texts(YTick());

    public static OpenedPage Open(string path)
    {
        var browser = Browser.Find();
        var (address, screenshot) = (new Uri(path).AbsoluteUri, path + ".png");
        var document = browser.Run([.. Offline, "--dump-dom", "--screenshot=" + screenshot, address]);
        return new OpenedPage(document, PngImage.Read(screenshot));
    }

    private string[] Texts(Regex pattern) =>
        [.. pattern.Matches(document).Select(match => WebUtility.HtmlDecode(match.Groups["text"].Value))];

    [GeneratedRegex("""<text class="annotation-text"[^>]*>(?<text>[^<]*)</text>""")]
    private static partial Regex Annotation();

    [GeneratedRegex("""<text class="legend[0-9]*text"[^>]*>(?<text>[^<]*)</text>""")]
    private static partial Regex LegendText();

    [GeneratedRegex("""<g class="xtick"><text[^>]*>(?<text>[^<]*)</text>""")]
    private static partial Regex XTick();

    [GeneratedRegex("""<g class="ytick"><text[^>]*>(?<text>[^<]*)</text>""")]
    private static partial Regex YTick();
}

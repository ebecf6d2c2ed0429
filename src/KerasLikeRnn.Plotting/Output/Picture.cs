using System.Text;

namespace KerasLikeRnn.Plotting;

/// <summary>A figure as the bytes of a file.</summary>
internal static class Picture
{
    private const string DefaultExtension = ".png";

    /// <summary>Writes the figure in the format that the path's extension names; without one, png as matplotlib does.</summary>
    /// <exception cref="ValueError">The format is none of html, png, svg.</exception>
    /// <exception cref="InvalidOperationException">png or svg without a browser.</exception>
    public static void Save(Figure figure, string path, double dpi)
    {
        if (!Path.HasExtension(path)) path += DefaultExtension;
        WholeFile.CheckFolder(path);
        WholeFile.Write(path, Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" or ".htm" => Encoding.UTF8.GetBytes(HtmlPage.Of(figure)),
            ".png" => Convert.FromBase64String(DataUrl(figure, "png", dpi, "data:image/png;base64,")),
            ".svg" => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(DataUrl(figure, "svg", Points.PixelsPerInch, "data:image/svg+xml,"))),
            var other => throw new ValueError(
                $"Format '{other.TrimStart('.')}' is not supported (supported formats: html, png, svg)", nameof(path)),
        });
    }

    private static string DataUrl(Figure figure, string format, double dpi, string prefix)
    {
        var browser = Browser.Find();
        var folder = Directory.CreateTempSubdirectory("plt_picture_");
        try
        {
            var page = Path.Combine(folder.FullName, "figure.html");
            File.WriteAllText(page, HtmlPage.OfPicture(figure, format, dpi / Points.PixelsPerInch));
            var document = browser.DumpDom(page);
            var start = document.IndexOf(prefix, StringComparison.Ordinal);
            var end = document.LastIndexOf("</body>", StringComparison.Ordinal);
            return start >= 0 && end > start
                ? document[(start + prefix.Length)..end].Trim()
                : throw new InvalidOperationException($"{browser.Executable} did not draw the figure as {format}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

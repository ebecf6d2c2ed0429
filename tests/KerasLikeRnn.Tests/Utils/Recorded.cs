using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>Recorded answers of Keras and Python, read from the source tree.</summary>
internal static class Recorded
{
    /// <summary>The cases of a file beside the tests, for example <c>Utils/progbar.json</c>.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file) => Read(Path.Combine(Root, "tests", "KerasLikeRnn.Tests", file));

    /// <summary>The text of a case of the goldens in text.json.</summary>
    public static string Text(string name) => Golden(name).GetProperty("text").GetString()!;

    /// <summary>A case of the goldens in text.json.</summary>
    public static JsonElement Golden(string name)
    {
        var folder = Environment.GetEnvironmentVariable("KERASLIKERNN_GOLDENS") ?? Path.Combine(Root, "tests", "Goldens");
        return Read(Path.Combine(folder, "text.json")).Single(golden => golden.GetProperty("name").GetString() == name);
    }

    /// <summary>A double from the sixteen hexadecimal digits of its bits.</summary>
    public static double Bits(JsonElement text) =>
        BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(text.GetString()!));

    private static string Root { get; } = FindRoot();

    private static IReadOnlyList<JsonElement> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "KerasLikeRnn.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException(
            string.Create(CultureInfo.InvariantCulture, $"No folder above {AppContext.BaseDirectory} holds KerasLikeRnn.sln."));
    }
}

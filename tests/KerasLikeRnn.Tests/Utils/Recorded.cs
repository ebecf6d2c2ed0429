using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>Recorded answers of Keras and Python.</summary>
internal static class Recorded
{
    /// <summary>The cases of a file beside the tests, for example <c>Utils/progbar.json</c>.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "..", file)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    /// <summary>The whole of a file beside the tests.</summary>
    public static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder(), "..", file)));
        return document.RootElement.Clone();
    }

    /// <summary>The text of a case of the goldens in text.json.</summary>
    public static string Text(string name) => Golden(name).GetProperty("text").GetString()!;

    /// <summary>A case of the own goldens in text.json: the tests feed the very numbers that its texts show.</summary>
    public static JsonElement Golden(string name) =>
        GoldenFile.OwnRoot("text.json").EnumerateArray().Single(golden => golden.Name() == name);

    /// <summary>A double from the sixteen hexadecimal digits of its bits.</summary>
    public static double Bits(JsonElement text) =>
        BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(text.GetString()!));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

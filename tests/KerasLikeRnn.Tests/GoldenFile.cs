using System.Runtime.CompilerServices;
using System.Text.Json;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Tests;

/// <summary>Recorded answers of Keras 2.9: the cases of one file of tests/Goldens, or of the folder KERASLIKERNN_GOLDENS names.</summary>
internal static class GoldenFile
{
    /// <summary>Every case of a file.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file) => [.. Root(file).EnumerateArray()];

    /// <summary>The whole content of a file.</summary>
    public static JsonElement Root(string file)
    {
        var folder = Environment.GetEnvironmentVariable("KERASLIKERNN_GOLDENS") ?? Path.Combine(TestFolder(), "..", "Goldens");
        using var stream = File.OpenRead(Path.Combine(folder, file));
        return JsonDocument.Parse(stream).RootElement;
    }

    /// <summary>The case of that name.</summary>
    public static JsonElement Case(string file, string name) => Cases(file).Single(c => c.Name() == name);

    /// <summary>A case's name.</summary>
    public static string Name(this JsonElement element) => element.GetProperty("name").GetString()!;

    /// <summary>An array of a case as a float32 tensor.</summary>
    public static Tensor Tensor(this JsonElement element, string property) =>
        Engine.Tensor.From<float>(element.Floats(property), element.Sizes(property));

    /// <summary>An array's elements, row by row.</summary>
    public static float[] Floats(this JsonElement element, string property) =>
        [.. element.GetProperty(property).GetProperty("data").EnumerateArray().Select(value => value.GetSingle())];

    private static Shape Sizes(this JsonElement element, string property) =>
        element.GetProperty(property).GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();

    private static string TestFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

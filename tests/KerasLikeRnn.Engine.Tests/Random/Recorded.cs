using System.Runtime.CompilerServices;
using System.Text.Json;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>Recorded answers of Keras 2.9 about seeds.</summary>
internal static class Recorded
{
    /// <summary>The cases of seeded.json, or of that file in the folder KERASLIKERNN_GOLDENS names.</summary>
    public static IReadOnlyList<JsonElement> Seeded { get; } =
        Read(Path.Combine(Environment.GetEnvironmentVariable("KERASLIKERNN_GOLDENS") ?? Folder(), "seeded.json"));

    /// <summary>The cases of seeds-extra.json with that name.</summary>
    public static IEnumerable<JsonElement> Extra(string name) => extra.Where(c => c.GetProperty("name").GetString() == name);

    /// <summary>The case of seeds-extra.json with that name and a property of that value.</summary>
    public static JsonElement Extra(string name, string property, string value) =>
        Extra(name).Single(c => c.GetProperty(property).GetString() == value);

    private static readonly IReadOnlyList<JsonElement> extra = Read(Path.Combine(Folder(), "seeds-extra.json"));

    public static string Text(this JsonElement c, string property) => c.GetProperty(property).GetString()!;

    public static long Int(this JsonElement c, string property) => c.GetProperty(property).GetInt64();

    public static IEnumerable<JsonElement> List(this JsonElement c, string property) => c.GetProperty(property).EnumerateArray();

    public static int[] Ints(this JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetInt32())];

    public static int[][] Orders(this JsonElement c, string property) => [.. c.List(property).Select(Ints)];

    public static float[] Floats(this JsonElement c, string property) =>
        [.. c.GetProperty(property).List("data").Select(v => v.GetSingle())];

    public static double[] Doubles(this JsonElement c, string property) =>
        [.. c.GetProperty(property).List("data").Select(v => v.GetDouble())];

    public static long[] Longs(this JsonElement c, string property) => [.. c.GetProperty(property).List("data").Select(v => v.GetInt64())];

    private static IReadOnlyList<JsonElement> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Goldens");
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Tests;

/// <summary>Recorded answers of Keras 2.9: the cases of one file of tests/Goldens, or of the folder KERASLIKERNN_GOLDENS names.</summary>
internal static class GoldenFile
{
    /// <summary>Every case of a file.</summary>
    public static IReadOnlyList<JsonElement> Cases(string file) => [.. Root(file).EnumerateArray()];

    /// <summary>The whole content of a file; the project's own where the other folder has none of that name.</summary>
    public static JsonElement Root(string file)
    {
        var other = Environment.GetEnvironmentVariable("KERASLIKERNN_GOLDENS") is { } folder ? Path.Combine(folder, file) : null;
        return File.Exists(other) ? Read(other) : OwnRoot(file);
    }

    /// <summary>The whole content of the project's own file, for tests that feed its very numbers.</summary>
    public static JsonElement OwnRoot(string file) => Read(Path.Combine(TestFolder(), "..", "Goldens", file));

    /// <summary>Every case of one part of a recording that stands beside the tests.</summary>
    public static IReadOnlyList<JsonElement> Recorded(string file, string part)
    {
        using var stream = File.OpenRead(Path.Combine(TestFolder(), file));
        return [.. JsonDocument.Parse(stream).RootElement.GetProperty(part).EnumerateArray()];
    }

    /// <summary>The whole content of a recording that stands beside the tests.</summary>
    public static JsonElement RecordedRoot(string file) => Read(Path.Combine(TestFolder(), file));

    /// <summary>Every case of a recording that stands beside the tests.</summary>
    public static IReadOnlyList<JsonElement> RecordedCases(string file) => [.. Read(Path.Combine(TestFolder(), file)).EnumerateArray()];

    /// <summary>The case of that name.</summary>
    public static JsonElement Case(string file, string name) => Cases(file).Single(c => c.Name() == name);

    /// <summary>A case's name.</summary>
    public static string Name(this JsonElement element) => element.GetProperty("name").GetString()!;

    /// <summary>An array of a case as a float32 tensor.</summary>
    public static Tensor Tensor(this JsonElement element, string property) =>
        Engine.Tensor.From<float>(element.Floats(property), element.GetProperty(property).Sizes());

    /// <summary>An array's elements, row by row.</summary>
    public static float[] Floats(this JsonElement element, string property) => element.GetProperty(property).Floats();

    /// <summary>This array's elements, row by row; null stands for nan.</summary>
    public static float[] Floats(this JsonElement array) =>
        [.. array.GetProperty("data").EnumerateArray().Select(value => (float)Number(value))];

    /// <summary>This array as a tensor of its own type; null when it is null.</summary>
    public static Tensor? ToTensor(this JsonElement array)
    {
        if (array.ValueKind == JsonValueKind.Null) return null;
        var dtype = DTypes.Parse(array.GetProperty("dtype").GetString()!);
        var numbers = array.GetProperty("data").EnumerateArray().Select(Number).ToArray();
        return Ops.Cast(Engine.Tensor.From<double>(numbers, array.Sizes()), dtype);
    }

    /// <summary>The configuration of a case as its objects give it: numbers, strings, lists and dictionaries.</summary>
    public static object? ToObject(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            new OrderedDictionary<string, object?>(element.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.ToObject()))),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt32(out var integer) ? integer : element.GetDouble(),
        JsonValueKind.Null => null,
        _ => element.GetBoolean(),
    };

    /// <summary>The whole numbers of a list.</summary>
    public static int[] Ints(this JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];

    private static Shape Sizes(this JsonElement array) =>
        array.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => value.GetString() == "inf" ? double.PositiveInfinity : double.NegativeInfinity,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };

    private static JsonElement Read(string path)
    {
        using var stream = File.OpenRead(path);
        return JsonDocument.Parse(stream).RootElement;
    }

    internal static string TestFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

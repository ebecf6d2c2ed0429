using System.Text.Json;

namespace KerasLikeRnn.Serialization;

/// <summary>Configurations in JSON: objects become ordered dictionaries, arrays lists, whole numbers int (or long).</summary>
internal static class JsonConfig
{
    // Each model inside of another one takes some levels.
    private static readonly JsonDocumentOptions options = new() { MaxDepth = 512 };

    /// <exception cref="JsonException">The text is no JSON, or nested too deep.</exception>
    public static object? Parse(string json)
    {
        using var document = JsonDocument.Parse(json, options);
        return Value(document.RootElement);
    }

    /// <summary>The value of a JSON element.</summary>
    public static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Dictionary(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element),
        _ => null,
    };

    private static OrderedDictionary<string, object?> Dictionary(JsonElement element)
    {
        var dictionary = new OrderedDictionary<string, object?>();
        foreach (var property in element.EnumerateObject()) dictionary[property.Name] = Value(property.Value);
        return dictionary;
    }

    private static object Number(JsonElement element)
    {
        if (element.TryGetInt32(out var small)) return small;
        return element.TryGetInt64(out var whole) ? whole : element.GetDouble();
    }
}

namespace KerasLikeRnn.DataFiles;

/// <summary>A Python dictionary whose keys are texts.</summary>
internal sealed class PickleDictionary
{
    private const int MostEntries = 10_000;

    private readonly Dictionary<string, PickleValue> entries = [];

    /// <summary>The value of a key.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal PickleValue this[string key] =>
        entries.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"it has no entry '{key}'");

    /// <summary>Sets entries: a key, its value, the next key.</summary>
    internal void Set(ReadOnlySpan<PickleValue> keysAndValues)
    {
        if (keysAndValues.Length % 2 != 0) throw new InvalidDataException("a key has no value");
        for (var i = 0; i < keysAndValues.Length; i += 2) entries[Text(keysAndValues[i])] = keysAndValues[i + 1];
        if (entries.Count > MostEntries) throw new InvalidDataException($"a dictionary has more than {MostEntries} entries");
    }

    // Python 2 wrote str where Python 3 writes str or bytes.
    private static string Text(PickleValue key) => key.Reference switch
    {
        string text => text,
        byte[] bytes => Encoding.Latin1.GetString(bytes),
        _ => throw new InvalidDataException($"a key is a {key.TypeName} instead of a text"),
    };
}

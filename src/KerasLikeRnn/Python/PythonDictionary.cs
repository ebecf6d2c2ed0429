namespace KerasLikeRnn.Python;

/// <summary>A dictionary with string keys that behaves like Python's: it keeps the order in which keys were first set.</summary>
/// <typeparam name="TValue">Type of the values.</typeparam>
public abstract class PythonDictionary<TValue> : IReadOnlyDictionary<string, TValue>
{
    /// <summary>The value of a key; setting a new key appends it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key; the message names those there are.</exception>
    public TValue this[string key]
    {
        get => Entries.TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"'{key}'. Available keys: {AvailableKeys}");
        set => Set(key, value);
    }

    /// <inheritdoc/>
    public int Count => Entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => Entries.Values;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => Entries.TryGetValue(key, out value);

    /// <summary>The keys in order; shown as <c>dict_keys(['loss', 'acc'])</c>.</summary>
    public DictionaryView<string> keys() => new("dict_keys", [.. Entries.Keys], key => $"'{key}'");

    /// <summary>The values in order; shown as <c>dict_values([0.5, 1.0])</c>.</summary>
    public DictionaryView<TValue> values() => new("dict_values", [.. Entries.Values], TextOf);

    /// <summary>The keys with their values in order; shown as <c>dict_items([('loss', 0.5)])</c>.</summary>
    public DictionaryView<(string Key, TValue Value)> items() =>
        new("dict_items", [.. Entries.Select(entry => (entry.Key, entry.Value))], entry => $"('{entry.Key}', {TextOf(entry.Value)})");

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => Entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's text: <c>{'loss': 0.5, 'acc': 1.0}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Entries.Select(entry => $"'{entry.Key}': {TextOf(entry.Value)}"))}}}";

    /// <summary>Keys and values in the order of the keys' first setting.</summary>
    private protected virtual OrderedDictionary<string, TValue> Entries { get; } = [];

    /// <summary>The keys, divided by commas.</summary>
    internal string AvailableKeys => string.Join(",", Entries.Keys);

    /// <summary>Sets a value.</summary>
    private protected virtual void Set(string key, TValue value) => Entries[key] = value;

    /// <summary>Python's text of a value.</summary>
    private protected abstract string TextOf(TValue value);
}

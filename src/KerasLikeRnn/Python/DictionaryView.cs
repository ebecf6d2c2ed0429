namespace KerasLikeRnn.Python;

/// <summary>The keys, values or items of a dictionary at one moment, shown as Python shows them.</summary>
/// <typeparam name="T">Type of an entry.</typeparam>
public sealed class DictionaryView<T> : IReadOnlyList<T>
{
    private readonly string name;
    private readonly T[] entries;
    private readonly Func<T, string> textOf;

    internal DictionaryView(string name, T[] entries, Func<T, string> textOf)
    {
        this.name = name;
        this.entries = entries;
        this.textOf = textOf;
    }

    /// <inheritdoc/>
    public T this[int index] => entries[index];

    /// <inheritdoc/>
    public int Count => entries.Length;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's text, for example <c>dict_keys(['loss', 'acc'])</c>.</summary>
    public override string ToString() => $"{name}([{string.Join(", ", entries.Select(textOf))}])";
}

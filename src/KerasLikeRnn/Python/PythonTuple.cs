namespace KerasLikeRnn.Python;

/// <summary>A list that Python shows as a tuple, in round brackets.</summary>
internal sealed class PythonTuple<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => PythonText.Tuple(items.Cast<object?>());
}

namespace KerasLikeRnn.Utils;

/// <summary>
/// One's own classes and objects by the names that configurations give them. They are known while the configuration they were
/// given with is read, to the configurations inside it too.
/// </summary>
internal static class CustomObjects
{
    [ThreadStatic]
    private static Scope? current;

    /// <summary>Makes names known until the scope is disposed of.</summary>
    public static IDisposable? Enter(IReadOnlyDictionary<string, object>? objects) => objects is null ? null : current = new Scope(objects, current);

    /// <summary>The class (a <see cref="Type"/>) or object of a name; null where there is none.</summary>
    public static object? Find(string name)
    {
        for (var scope = current; scope is not null; scope = scope.Outer)
            if (scope.Objects.TryGetValue(name, out var found)) return found;
        return null;
    }

    private sealed class Scope(IReadOnlyDictionary<string, object> objects, Scope? outer) : IDisposable
    {
        public IReadOnlyDictionary<string, object> Objects => objects;

        public Scope? Outer => outer;

        public void Dispose() => current = outer;
    }
}

using System.Collections.Concurrent;

namespace KerasLikeRnn.Utils;

/// <summary>
/// One's own classes, functions and objects by the names that configurations give them. They are known while the configuration they
/// were given with is read, to the configurations inside it too, or once and for all where they were registered.
/// </summary>
internal static class CustomObjects
{
    private static readonly Ambient<Scope> current = new();

    private static readonly ConcurrentDictionary<string, object> registered = new();

    /// <summary>Makes names known until the scope is disposed of.</summary>
    public static IDisposable? Enter(IReadOnlyDictionary<string, object>? objects) =>
        objects is null ? null : current.Enter(new Scope(objects, current.Value));

    /// <summary>The class (a <see cref="Type"/>) or object of a name; null where there is none.</summary>
    public static object? Find(string name)
    {
        for (var scope = current.Value; scope is not null; scope = scope.Outer)
            if (scope.Objects.TryGetValue(name, out var found)) return found;
        return registered.GetValueOrDefault(name);
    }

    /// <summary>Makes a name known once and for all; what had it before has it no longer.</summary>
    public static void Register(string name, object what) => registered[name] = what;

    /// <summary>The name under which something was registered; null where it was not.</summary>
    public static string? NameOf(object what) => registered.FirstOrDefault(entry => Equals(entry.Value, what)).Key;

    private sealed record Scope(IReadOnlyDictionary<string, object> Objects, Scope? Outer);
}

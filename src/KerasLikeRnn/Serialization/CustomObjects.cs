using System.Collections.Concurrent;

namespace KerasLikeRnn.Serialization;

/// <summary>
/// One's own classes, functions and objects by the names that configurations give them: known everywhere, or while the flow of
/// control is in a scope.
/// </summary>
public static class CustomObjects
{
    private static readonly Ambient<ConcurrentDictionary<string, object>> scopes = new();
    private static readonly ConcurrentDictionary<string, object> everywhere = new();
    private static readonly ConcurrentDictionary<object, string> registered = new();
    private static readonly ConditionalWeakTable<object, string> given = [];

    private static ConcurrentDictionary<string, object> Current => scopes.Value ?? everywhere;

    /// <summary>
    /// The names that are known here, to read and to change: <c>keras.utils.get_custom_objects()["Scale"] = typeof(Scale)</c>. What is
    /// changed inside a <c>custom_object_scope</c> ends with it.
    /// </summary>
    [KerasExport("keras.utils.get_custom_objects")]
    public static IDictionary<string, object> get_custom_objects() => Current;

    /// <summary>Makes more names known until the result is disposed of.</summary>
    internal static IDisposable Enter(params IEnumerable<IReadOnlyDictionary<string, object>> objects)
    {
        var inner = new ConcurrentDictionary<string, object>(Current);
        foreach (var (name, what) in objects.SelectMany(names => names)) inner[name] = what;
        return scopes.Enter(inner);
    }

    /// <summary>The name under which a class (<c>typeof</c>) or function was registered, else its own.</summary>
    /// <exception cref="ValueError">It is neither.</exception>
    [KerasExport("keras.utils.get_registered_name")]
    public static string get_registered_name(object obj) => NameOf(obj) ?? obj switch
    {
        Type type => type.Name,
        Delegate function => Registry.NameOf(function),
        _ => throw new ValueError($"A name is that of a class (typeof) or function. Received: {obj.GetType().Name}", nameof(obj)),
    };

    /// <summary>What was registered under a name, or what custom_objects has under it; null where there is nothing.</summary>
    /// <param name="name">The name, its package before it.</param>
    /// <param name="custom_objects">More names.</param>
    /// <param name="module_objects">More names.</param>
    [KerasExport("keras.utils.get_registered_object")]
    public static object? get_registered_object(
        string name, IReadOnlyDictionary<string, object>? custom_objects = null,
        IReadOnlyDictionary<string, object>? module_objects = null) =>
        Find(name) ?? custom_objects?.GetValueOrDefault(name) ?? module_objects?.GetValueOrDefault(name);

    /// <summary>The class, function or object of a name; null where there is none.</summary>
    internal static object? Find(string name) => Current.GetValueOrDefault(name);

    /// <summary>The name under which a class or function was registered; null where it was not.</summary>
    internal static string? NameOf(object what) =>
        registered.GetValueOrDefault(what) ?? (given.TryGetValue(what, out var name) ? name : null);

    /// <summary>The function, which from now on is written under the name that a configuration gave it.</summary>
    internal static Delegate Named(Delegate function, string name)
    {
        given.AddOrUpdate(function, name);
        return function;
    }

    /// <summary>An object of a class that a configuration named by its package: it is written under that name again.</summary>
    internal static T Made<T>(T instance, string name) where T : class
    {
        if (name.Contains('>', StringComparison.Ordinal)) given.AddOrUpdate(instance, name);
        return instance;
    }

    /// <summary>Gives a class or function a name in configurations.</summary>
    /// <exception cref="ValueError">The name is taken, or the class or function has one.</exception>
    internal static void Register(string name, object what)
    {
        if (Find(name) is { } other) throw new ValueError($"{name} has already been registered to {PythonText.Str(other)}", nameof(name));
        if (registered.TryGetValue(what, out var known))
            throw new ValueError($"{PythonText.Str(what)} has already been registered to {known}", nameof(name));
        Current[name] = what;
        registered[what] = name;
    }
}

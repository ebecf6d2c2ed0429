using System.Reflection;

namespace KerasLikeRnn.Serialization;

/// <summary>
/// Every class and function that <c>[KerasExport]</c> marks, by its names, and their way to and from configurations such as
/// <c>{'class_name': 'L2', 'config': {'l2': 0.01}}</c>. Names of one's own (<c>custom_objects</c>) come first.
/// </summary>
internal static partial class Registry
{
    /// <summary>Python's name of a function without a name.</summary>
    public const string Lambda = "<lambda>";

    /// <summary>A function that is a value of the tree, with all names that stand for it, their modules before them.</summary>
    internal sealed record Function(string Name, Func<Delegate> Get, params string[] Names);

    /// <summary>The object of a name: a class's with its default arguments.</summary>
    /// <param name="name">The name.</param>
    /// <param name="custom_objects">One's own objects, functions or classes (<c>typeof</c>), by name.</param>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    public static T Create<T>(string name, IReadOnlyDictionary<string, object>? custom_objects = null) where T : class, IRegistered<T> =>
        Make<T>(name, new Dictionary<string, object?>(), custom_objects);

    /// <summary>The object of a configuration.</summary>
    /// <param name="serialized"><c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own objects, functions or classes (<c>typeof</c>), by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit the class.</exception>
    public static T Create<T>(IReadOnlyDictionary<string, object?> serialized, IReadOnlyDictionary<string, object>? custom_objects = null)
        where T : class, IRegistered<T>
    {
        if (serialized.GetValueOrDefault("class_name") is not string name
            || serialized.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            throw new ValueError(
                $"Improper config format for {PythonText.Repr(serialized)}. "
                + $"Expecting python dict contains `class_name` and `config` as keys", nameof(serialized));
        return Make<T>(name, config, custom_objects);
    }

    /// <summary>The object of a class made from the arguments of its constructor, or of a function.</summary>
    public static T Make<T>(
        string name, IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
        where T : class, IRegistered<T>
    {
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        return Find<T>(name) switch
        {
            T instance => instance,
            Type type when type.IsAssignableTo(typeof(T)) =>
                CustomObjects.Made((T)Construction.FromConfig(type, T.Arguments(name, config)), name),
            null => throw Unknown<T>(name),
            var other => T.OfOther(other, name)
                ?? throw new ValueError($"custom_objects['{name}'] must be a {T.Kind} or a class (typeof) of one. Received: {other}"),
        };
    }

    /// <summary>The class, function or object of a name; null where there is none.</summary>
    public static object? Find<T>(string name) where T : class, IRegistered<T> =>
        CustomObjects.Find(name) ?? Known<T>.Names.GetValueOrDefault(T.Key(name));

    /// <summary>The error for a name that nothing has.</summary>
    public static ValueError Unknown<T>(string name) where T : class, IRegistered<T> =>
        UnknownName.Exception(T.Kind, name, Known<T>.Names.Keys, "identifier");

    /// <summary>An object's class name and configuration.</summary>
    public static OrderedDictionary<string, object?> Serialize(IConfigurable instance) => new()
    {
        ["class_name"] = CustomObjects.NameOf(instance.GetType()) ?? CustomObjects.NameOf(instance) ?? instance.GetType().Name,
        ["config"] = instance.get_config(),
    };

    /// <summary>An object's class name and configuration; a function's name; null for none.</summary>
    public static object? SerializeAny(IConfigurable? instance) => instance switch
    {
        null => null,
        INamedFunction function => function.Name,
        _ => Serialize(instance),
    };

    /// <summary>The name of an exported function; null where it is none.</summary>
    public static string? ExportedName(Delegate function) =>
        Array.Find(functions, exported => ReferenceEquals(exported.Get(), function))?.Name;

    /// <summary>
    /// Python's <c>__name__</c> of a function: that under which it was registered or exported, else its method's; that of a local
    /// function without what the compiler adds; <c>&lt;lambda&gt;</c> for lambdas.
    /// </summary>
    public static string NameOf(Delegate function)
    {
        if ((CustomObjects.NameOf(function) ?? ExportedName(function)) is { } known) return known;
        var name = function.Method.Name;
        if (!name.Contains('<')) return name;
        // A local function f in M is compiled as <M>g__f|0_1.
        var start = name.IndexOf(">g__", StringComparison.Ordinal);
        var end = name.LastIndexOf('|');
        return start >= 0 && end > start ? name[(start + 4)..end] : Lambda;
    }

    /// <summary>The names of a kind's classes and functions.</summary>
    private static class Known<T> where T : class, IRegistered<T>
    {
        public static readonly IReadOnlyDictionary<string, object> Names = Find();

        private static Dictionary<string, object> Find()
        {
            var names = new Dictionary<string, object>();
            foreach (var module in T.Modules)
                foreach (var function in functions)
                    foreach (var name in function.Names)
                        if (name.StartsWith(module + ".", StringComparison.Ordinal)) names.TryAdd(Last(name), function.Get());
            foreach (var type in Construction.Exported<T>())
                foreach (var name in NamesOf(type)) names.TryAdd(T.Key(name), type);
            return names;
        }

        private static IEnumerable<string> NamesOf(Type type)
        {
            var exports = type.GetCustomAttributes<KerasExportAttribute>().ToArray();
            var names = exports.SelectMany(export => export.IsKnownByName ? export.Names.Concat(export.Aliases) : export.Aliases).Select(
                Last);
            return Array.TrueForAll(exports, export => export.IsKnownByName) ? names.Prepend(type.Name) : names;
        }

        private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
    }
}

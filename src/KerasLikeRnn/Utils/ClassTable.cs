namespace KerasLikeRnn.Utils;

/// <summary>
/// The classes that a module knows by name, and their way to and from configurations such as
/// <c>{'class_name': 'L2', 'config': {'l2': 0.01}}</c>.
/// </summary>
/// <param name="kind">What the classes are, in Keras's words: <c>regularizer</c>.</param>
/// <param name="classes">The classes, each under its name.</param>
/// <param name="inSnakeCase">Whether each has its name in snake case too.</param>
/// <param name="aliases">Further names.</param>
/// <typeparam name="T">What the classes have in common.</typeparam>
internal sealed class ClassTable<T>(
    string kind, IEnumerable<Type> classes, bool inSnakeCase = false, params (string Name, Type Class)[] aliases)
    where T : class
{
    private readonly Dictionary<string, Type> byName = classes
        .SelectMany(type => new[] { type.Name, inSnakeCase ? AutomaticNames.ToSnakeCase(type.Name) : type.Name }.Distinct(), (type, name) => (name, type))
        .Concat(aliases).ToDictionary();

    /// <summary>The exported classes of the kind.</summary>
    public ClassTable(string kind, bool inSnakeCase = false, params (string Name, Type Class)[] aliases)
        : this(kind, Construction.Exported<T>(), inSnakeCase, aliases) { }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyDictionary<string, Type> Names => byName;

    /// <summary>A new object of the class of that name, made with its defaults.</summary>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    public T Create(string name, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Create(name, new Dictionary<string, object?>(), custom_objects);

    /// <summary>A new object made from its configuration.</summary>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit the class.</exception>
    public T Create(IReadOnlyDictionary<string, object?> serialized, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        if (serialized.GetValueOrDefault("class_name") is not string name
            || serialized.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            throw new ValueError(
                $"Improper config format for {PythonText.Repr(serialized)}. Expecting python dict contains `class_name` and `config` as keys", nameof(serialized));
        return Create(name, config, custom_objects);
    }

    /// <summary>An object's class name and configuration.</summary>
    public static OrderedDictionary<string, object?> Serialize(T instance, OrderedDictionary<string, object?> config) => new()
    {
        ["class_name"] = instance.GetType().Name,
        ["config"] = config,
    };

    private T Create(string name, IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? customObjects)
    {
        using var scope = CustomObjects.Enter(customObjects);
        if (CustomObjects.Find(name) is { } own) return Custom(name, own, config);
        return byName.TryGetValue(name, out var type)
            ? (T)Construction.FromConfig(type, config)
            : throw UnknownName.Exception(kind, name, byName.Keys, "identifier");
    }

    private T Custom(string name, object own, IReadOnlyDictionary<string, object?> config) => own switch
    {
        T instance => instance,
        Type type when type.IsAssignableTo(typeof(T)) => (T)Construction.FromConfig(type, config),
        _ => throw new ValueError(
            $"custom_objects['{name}'] must be a {kind} or a class (typeof) of one. Received: {own}", nameof(own)),
    };
}

namespace KerasLikeRnn.Serialization;

/// <summary>
/// An argument that names an object of Keras (<c>"glorot_uniform"</c>), is one, is a function, or a configuration. The default value
/// means that none was given, so that each layer can choose its own.
/// </summary>
/// <remarks>A lambda has no type by itself; write <c>Func&lt;Tensor, Tensor&gt; f = x =&gt; x * x;</c> and hand over <c>f</c>.</remarks>
/// <typeparam name="T">What is wanted: an initializer, an activation, ...</typeparam>
public readonly struct Like<T> where T : class, IRegistered<T>
{
    private Like(T? value) => Value = value;

    /// <summary>Python's <c>None</c>.</summary>
    internal static Like<T> None => new(T.None);

    /// <summary>The object; null where none was given.</summary>
    public T? Value { get; }

    /// <summary>Whether the argument was given.</summary>
    public bool IsGiven => Value is not null;

    /// <summary>The object given, or a new one of that name.</summary>
    public T Or(string name) => Value ?? Registry.Create<T>(name);

    /// <summary>What a value without a type of its own stands for.</summary>
    /// <exception cref="ValueError">The name or configuration is unknown.</exception>
    internal static Like<T> Of(object? value) => value switch
    {
        null => None,
        string name => name,
        T instance => instance,
        Delegate function => function,
        IReadOnlyDictionary<string, object?> config => new(Registry.Create<T>(config)),
        _ => new(T.OfOther(value, "") ?? throw T.Uninterpretable(value)),
    };

    /// <summary>The object of that name, with its default arguments.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator Like<T>(string? name) => new(name is null ? T.None : Registry.Create<T>(name));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator Like<T>(int? none) => none is null ? None : throw T.Uninterpretable(none);

    public static implicit operator Like<T>(T? value) => new(value ?? T.None);

    /// <summary>The object that computes with a function.</summary>
    /// <exception cref="ValueError">It takes other arguments than are given to it.</exception>
    public static implicit operator Like<T>(Delegate? function) =>
        new(function is null ? T.None : T.OfOther(function, Registry.NameOf(function)) ?? throw T.Uninterpretable(function));

    public static implicit operator Like<T>(OrderedDictionary<string, object?> config) => new(Registry.Create<T>(config));

    public static implicit operator Like<T>(Dictionary<string, object?> config) => new(Registry.Create<T>(config));
}

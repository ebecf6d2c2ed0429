using System.Runtime.CompilerServices;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Wrappers;

/// <summary>Arguments by name, as the parameters of a method take them.</summary>
internal sealed class Keywords(IReadOnlyDictionary<string, object?> given)
{
    public int? Whole(string name) => As<int?>(name);

    public double? Number(string name) => As<double?>(name);

    public VerboseLike Verbose() => given.GetValueOrDefault("verbose") switch
    {
        null => default,
        int level => level,
        bool on => on,
        var name => As<string>("verbose", name)!,
    };

    public ShuffleLike Shuffle() => given.GetValueOrDefault("shuffle") switch
    {
        null => default,
        bool on => on,
        var name => As<string>("shuffle", name)!,
    };

    public DataLike? Data(string name) => Data(name, given.GetValueOrDefault(name));

    private static DataLike? Data(string name, object? value) => value switch
    {
        null => null,
        NDArray array => array,
        Array array => array,
        DataLike data => data,
        ITuple { Length: 2 } pair => (Data(name, pair[0])!, Data(name, pair[1])),
        ITuple { Length: 3 } three => (Data(name, three[0])!, Data(name, three[1]), Data(name, three[2])),
        var other => As<DataLike>(name, other),
    };

    public T? As<T>(string name) => As<T>(name, given.GetValueOrDefault(name));

    /// <summary>A value as a parameter of that type takes it: numbers are converted.</summary>
    public static object? Converted(object? value, Type type) =>
        value is IConvertible && (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true } number
            ? Convert.ChangeType(value, number, CultureInfo.InvariantCulture) : value;

    private static T? As<T>(string name, object? value) => Converted(value, typeof(T)) switch
    {
        null => default,
        T fitting => fitting,
        _ => throw new TypeError($"{name} must be a {typeof(T).Name}. Received: {PythonText.Repr(value)}", name),
    };
}

namespace KerasLikeRnn.Serialization;

/// <summary>A base class whose classes and functions names and configurations stand for.</summary>
/// <typeparam name="T">The base class itself.</typeparam>
public interface IRegistered<T> where T : class, IRegistered<T>
{
    /// <summary>What the objects are, in the words of Keras's messages: <c>regularizer</c>.</summary>
    static abstract string Kind { get; }

    /// <summary>The modules whose functions are known by name, the first one before the others: <c>keras.losses</c>.</summary>
    static virtual IReadOnlyList<string> Modules => [];

    /// <summary>What Python's <c>None</c> stands for.</summary>
    static virtual T? None => null;

    /// <summary>A name as it is looked up.</summary>
    static virtual string Key(string name) => name;

    /// <summary>The constructor's arguments that a configuration means.</summary>
    static virtual IReadOnlyDictionary<string, object?> Arguments(string name, IReadOnlyDictionary<string, object?> config) => config;

    /// <summary>The object that something else stands for, such as a function; null where it stands for none.</summary>
    /// <param name="value">What was given.</param>
    /// <param name="name">The name under which it was given, or its own.</param>
    static virtual T? OfOther(object value, string name) => null;

    /// <summary>The error for what stands for no object.</summary>
    static virtual ArgumentException Uninterpretable(object identifier) =>
        new ValueError($"Could not interpret {T.Kind} identifier: {identifier}", nameof(identifier));
}

namespace KerasLikeRnn;

/// <summary>
/// The default that an argument has in a class, and in those derived from it, where it comes from a record of keywords that gives it
/// another one, or none. It holds in the constructor that the generator writes.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class KerasDefaultAttribute(string name, object value) : Attribute
{
    /// <summary>Name of the argument.</summary>
    public string Name { get; } = name;

    /// <summary>Its default.</summary>
    public object Value { get; } = value;
}

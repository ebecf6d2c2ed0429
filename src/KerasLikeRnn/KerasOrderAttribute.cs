namespace KerasLikeRnn;

/// <summary>
/// Names arguments that follow one another in Keras, where parameters and records of keywords would put them elsewhere: each is moved
/// behind the one before it. It holds for a class, for those derived from it, and for all that take a record.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class KerasOrderAttribute(params string[] names) : Attribute
{
    /// <summary>The names in their order.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

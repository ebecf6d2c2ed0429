namespace KerasLikeRnn;

/// <summary>
/// Names what Keras writes into a class's configurations although no argument takes it. It is written, too, as the class
/// shows it, and passed over when an object is made from a configuration.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasConfigAttribute(params string[] names) : Attribute
{
    /// <summary>Names of properties.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}

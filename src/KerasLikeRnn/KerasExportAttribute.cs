namespace KerasLikeRnn;

/// <summary>
/// Gives a class or a static member its place in the <c>keras</c> tree, for example <c>"keras.layers.Dense"</c>.
/// The generator writes a factory of that name for every public constructor (or a forwarding method), so that a
/// signature is written once. Several attributes give several names;
/// a class without a name in the tree is known to configurations only.
/// </summary>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field, AllowMultiple = true,
    Inherited = false)]
public sealed class KerasExportAttribute(params string[] names) : Attribute
{
    /// <summary>The full Python names, each beginning with <c>keras.</c> or <c>tf.</c>.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Further full names, which strings and configurations may give but the tree does not have.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "An attribute's argument is an array.")]
    public string[] Aliases { get; init; } = [];

    /// <summary>Whether strings and configurations may give these names; else they may give the further ones only.</summary>
    public bool IsKnownByName { get; init; } = true;
}

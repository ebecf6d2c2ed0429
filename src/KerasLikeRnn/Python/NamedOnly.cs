namespace KerasLikeRnn.Python;

/// <summary>
/// Python's <c>*</c> in a parameter list: the parameters after it are given by name. Nothing converts to it, so that a
/// value without a name cannot slip into them.
/// </summary>
public readonly record struct NamedOnly;

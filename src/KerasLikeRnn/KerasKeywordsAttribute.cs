namespace KerasLikeRnn;

/// <summary>
/// Marks a record whose constructor parameters the generator writes out in place of a factory's last parameter of this
/// type, as Python passes <c>**kwargs</c> on.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasKeywordsAttribute : Attribute;

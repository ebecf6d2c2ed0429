namespace KerasLikeRnn;

/// <summary>
/// Marks a record whose constructor parameters the generator writes out in place of a factory's parameter of this
/// type: what Python passes on as <c>**kwargs</c>, and arguments that a family of classes shares.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasKeywordsAttribute : Attribute;

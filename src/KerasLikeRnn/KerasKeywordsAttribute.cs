namespace KerasLikeRnn;

/// <summary>
/// Marks a class that stands for the parameters of its constructor: what Python passes on as <c>**kwargs</c>, and arguments that a
/// family of classes shares. Where a method takes one, the generator writes its parameters out in the tree. Where the constructor of a
/// <c>partial</c> class does, it writes a constructor that takes them one by one, with their documentation; and where a <c>partial</c>
/// class keeps one in a field or property, it writes the properties of it as the class's own. A class whose argument needs a text of its
/// own, or a base of several, gives it as <c>&lt;argument name="..."&gt;</c> in its comment.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasKeywordsAttribute : Attribute;

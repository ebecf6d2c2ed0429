namespace KerasLikeRnn.Serialization;

/// <summary>
/// What configurations name, and what users derive classes from. The annotation holds for every class of these: whatever
/// constructors, properties and fields it declares stay when a program is trimmed or compiled ahead of time.
/// </summary>
[DynamicallyAccessedMembers(Kept)]
internal interface IConfigurable
{
    const DynamicallyAccessedMemberTypes Kept = DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.AllFields;

    /// <summary>The constructor's arguments.</summary>
    OrderedDictionary<string, object?> get_config();

    /// <summary>Takes an argument that the constructor of one's own class does not; false where there is no way to.</summary>
    bool Adopt(string argument, object? value) => false;

    /// <summary>Why types that come from elsewhere (<c>typeof</c>, a base type) need no annotation of their own.</summary>
    const string Reason = "The class is one of IConfigurable's, which keeps its members.";

    /// <summary>The class, with the members that are kept.</summary>
    [return: DynamicallyAccessedMembers(Kept)]
    static Type ClassOf(IConfigurable instance) => instance.GetType();
}

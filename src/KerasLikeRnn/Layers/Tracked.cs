using System.Collections.Concurrent;
using System.Reflection;

namespace KerasLikeRnn.Layers;

/// <summary>
/// What the fields of a user's own layer or model hold: the layers and variables that belong to it, in the order of declaration,
/// lists and dictionaries of them included.
/// </summary>
internal static class Tracked
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> fields = new();

    /// <summary>The layers, each once.</summary>
    public static IEnumerable<Layer> Layers(Layer owner) => Values<Layer>(owner);

    /// <summary>The variables, each once.</summary>
    public static IEnumerable<Variable> Variables(Layer owner) => Values<Variable>(owner);

    /// <summary>The objects of a type, each once.</summary>
    public static IEnumerable<T> Values<T>(Layer owner) where T : class =>
        fields.GetOrAdd(IConfigurable.ClassOf(owner), FieldsOf).SelectMany(field => Flat<T>(field.GetValue(owner))).Distinct<T>(ReferenceEqualityComparer.Instance);

    private static IEnumerable<T> Flat<T>(object? value) where T : class => value switch
    {
        T item => [item],
        string or Layer or Tensor => [],
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(Flat<T>),
        Array array when array.GetType().GetElementType()!.IsPrimitive => [],
        ICollection list => list.Cast<object?>().SelectMany(Flat<T>),
        _ => [],
    };

    /// <summary>The fields of the classes outside the library, base classes first, those behind properties included.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = IConfigurable.Reason)]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = IConfigurable.Reason)]
    private static FieldInfo[] FieldsOf(Type type)
    {
        var own = new List<FieldInfo>();
        for (var at = type; at is not null && at.Assembly != typeof(Layer).Assembly && at != typeof(object); at = at.BaseType)
            own.InsertRange(0, at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(field => field.HasMetadataToken() ? field.MetadataToken : 0));
        return [.. own.Where(field => !field.FieldType.IsPrimitive && field.FieldType != typeof(string))];
    }
}

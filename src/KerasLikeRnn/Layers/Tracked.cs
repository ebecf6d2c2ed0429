using System.Collections.Concurrent;
using System.Reflection;

namespace KerasLikeRnn.Layers;

/// <summary>
/// What the fields of a layer or model hold: the layers and variables that belong to it, in the order of declaration, lists and
/// dictionaries of them included. A field of a base class comes before those of the classes derived from it.
/// </summary>
internal static class Tracked
{
    /// <summary>The layers, each once.</summary>
    public static IEnumerable<Layer> Layers(Layer owner) => Values<Layer>(owner);

    /// <summary>The variables, each once.</summary>
    public static IEnumerable<Variable> Variables(Layer owner) => Values<Variable>(owner);

    /// <summary>The objects of a type, each once.</summary>
    public static IEnumerable<T> Values<T>(Layer owner) where T : class =>
        Fields<T>.Of(IConfigurable.ClassOf(owner)) is { Length: > 0 } fields
        ? fields.SelectMany(field => Flat<T>(field.GetValue(owner))).Distinct<T>(ReferenceEqualityComparer.Instance)
        : [];

    /// <summary>
    /// The fields of the user's own classes with what they hold, under the names by which the code knows them.
    /// </summary>
    /// <param name="owner">The layer.</param>
    /// <param name="exported">The built-in class that the user's derive from.</param>
    public static IEnumerable<(string Name, object? Value)> Named(Layer owner, Type exported) =>
        Fields<object>.Of(IConfigurable.ClassOf(owner))
            .Where(field => field.DeclaringType!.IsSubclassOf(exported))
            .Select(field => (NameOf(field.Name), field.GetValue(owner)));

    /// <summary>The name of a property, or of a constructor's parameter, where the compiler made the field of it.</summary>
    private static string NameOf(string field) =>
        field.StartsWith('<') && field.IndexOf('>') is var end && end > 1 ? field[1..end] : field;

    private static IEnumerable<T> Flat<T>(object? value) where T : class => value switch
    {
        T item => [item],
        string or Layer or Tensor => [],
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(Flat<T>),
        Array array when array.GetType().GetElementType()!.IsPrimitive => [],
        ICollection list => list.Cast<object?>().SelectMany(Flat<T>),
        _ => [],
    };

    /// <summary>The fields that may hold objects of a type, by class; those behind properties included.</summary>
    private static class Fields<T>
    {
        private const int Deepest = 4;

        private static readonly ConcurrentDictionary<Type, FieldInfo[]> known = new();

        public static FieldInfo[] Of(Type type) => known.GetOrAdd(type, Find);

        [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = IConfigurable.Reason)]
        [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = IConfigurable.Reason)]
        private static FieldInfo[] Find(Type type)
        {
            const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            var found = new List<FieldInfo>();
            for (var at = type; at is not null && at != typeof(Layer); at = at.BaseType)
                found.InsertRange(0, at.GetFields(Declared).OrderBy(field => field.HasMetadataToken() ? field.MetadataToken : 0));
            return [.. found.Where(field => MayHold(field.FieldType))];
        }

        /// <summary>Whether a value of that type is an object of the wanted one, or a collection of such.</summary>
        [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Types of fields implement what their values are asked for.")]
        private static bool MayHold(Type type, int depth = 0)
        {
            if (type.IsAssignableFrom(typeof(T)) || type.IsAssignableTo(typeof(T)) || depth > Deepest) return true;
            if (type.IsPrimitive || type.IsEnum || type == typeof(string) || type.IsAssignableTo(typeof(Tensor))) return false;
            if (type.IsArray) return MayHold(type.GetElementType()!, depth + 1);
            var elements = type.GetInterfaces().Append(type)
                .Where(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IEnumerable<>)).ToArray();
            if (elements.Length == 0) return type.IsInterface || type.IsAssignableTo(typeof(ICollection));
            return Array.Exists(elements, each => MayHoldElement(each.GetGenericArguments()[0], depth + 1));
        }

        private static bool MayHoldElement(Type type, int depth) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
                ? MayHold(type.GetGenericArguments()[1], depth)
                : MayHold(type, depth);
    }
}

namespace KerasLikeRnn.Models;

/// <summary>
/// The groups in which Keras 3 keeps weights: each layer's by the attributes that lead to it, as <c>layers/lstm/cell/vars/0</c>. What
/// lies in a list is named by its class, with a number where the class comes again.
/// </summary>
internal static class Keras3Layout
{
    /// <summary>The group of an optimizer's state.</summary>
    public const string Optimizer = "optimizer";

    private const string Layers = "layers";

    /// <summary>A layer's group.</summary>
    /// <param name="Path">The group.</param>
    /// <param name="Layer">The layer.</param>
    /// <param name="Variables">What lies in it: weights that are not those of layers inside.</param>
    internal sealed record Place(string Path, Layer Layer, IReadOnlyList<Variable> Variables);

    /// <summary>The groups of a model, its own first.</summary>
    public static List<Place> Of(Model model)
    {
        var places = new List<Place>();
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit(model, "");
        return places;

        void Visit(Layer layer, string path)
        {
            if (!visited.Add(layer)) return;
            places.Add(new(path, layer, layer.OwnInOrder));
            foreach (var (name, value) in Children(layer))
                if (value is Layer inner) Visit(inner, Join(path, name));
                else VisitAll((IEnumerable)value, Join(path, name));
        }

        void VisitAll(IEnumerable items, string path)
        {
            if (!visited.Add(items)) return;
            var names = new Dictionary<string, int>();
            foreach (var item in items is IDictionary dictionary ? dictionary.Values : items)
                if (item is Layer layer) Visit(layer, Join(path, Unique(AutomaticNames.ToSnakeCase(ClassOf(layer)), names)));
                else if (item is ICollection and not Array { Rank: > 1 }) VisitAll((ICollection)item, Join(path, Unique("container",
                    names)));
        }
    }

    /// <summary>The variables that an optimizer changes, in Keras 3's order: those of a layer come before those of layers inside.</summary>
    public static IReadOnlyList<Variable> Trainable(Model model)
    {
        var trainable = model.trainable_weights;
        var own = model is Functional ? [] : model.OwnInOrder.Where(trainable.Contains).ToArray();
        return [.. own.Concat(trainable).Distinct()];
    }

    private static string ClassOf(Layer layer) => layer switch
    {
        Sequential when !layer.Kind.IsDerived => nameof(Sequential),
        Functional when !layer.Kind.IsDerived => nameof(Functional),
        _ => Keras3Differences.Classes.GetValueOrDefault(layer.GetType().Name, layer.GetType().Name),
    };

    /// <summary>What Keras 3 finds in a layer, in the order in which it looks: private attributes come last.</summary>
    private static IEnumerable<(string Name, object Value)> Children(Layer layer)
    {
        if (layer is Functional functional)
            yield return (Layers, functional.layers.Where(inner => inner is not TFOpLambda && !IsEntrance(functional, inner)).ToArray());
        var named = layer.Trackables().Select(each => (Name: NameIn(layer, each.Name), each.Value)).Where(each =>
            !IsPlace(layer, each.Name));
        if (layer is Model model and not Functional) named = named.Append((Layers, model.layers.ToArray()));
        foreach (var (name, value) in named.OrderBy(each => each.Name[0] == '_' ? "~" + each.Name : each.Name, StringComparer.Ordinal))
            if (value is Layer or Layer[]) yield return (name, value);
            else if (value is TrackedItems items) yield return (name, items.Collection);
    }

    /// <summary>The input layer of a stack is none of its layers.</summary>
    private static bool IsEntrance(Functional model, Layer layer) => model is Sequential && layer is InputLayer;

    /// <summary>In the layers of Keras 3 these attributes are no longer private.</summary>
    private static string NameIn(Layer layer, string name) =>
        layer is MultiHeadAttention && !layer.Kind.IsDerived ? name.TrimStart('_') : name;

    /// <summary>Whether it is a name under which checkpoints find the layers of a model.</summary>
    private static bool IsPlace(Layer layer, string name) => layer is Functional
        && (name.StartsWith("layer-", StringComparison.Ordinal) || name.StartsWith("layer_with_weights-", StringComparison.Ordinal));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";

    /// <summary>A name in a list: with a number where it comes again.</summary>
    public static string Unique(string name, Dictionary<string, int> names)
    {
        var count = names.TryGetValue(name, out var before) ? before + 1 : 0;
        names[name] = count;
        return count == 0 ? name : Invariant($"{name}_{count}");
    }
}

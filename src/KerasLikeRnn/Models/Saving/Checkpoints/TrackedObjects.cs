using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>All objects that a root holds, directly or by way of others, in the order in which Keras numbers them.</summary>
internal sealed class TrackedObjects
{
    private readonly List<object> objects = [];
    private readonly Dictionary<object, int> numbers = new(SameObject.Instance);
    private readonly List<string> paths = [];
    private readonly List<ObjectNode> nodes = [];
    private readonly List<(int Owner, string Name)> places = [];

    /// <summary>Finds the objects.</summary>
    /// <param name="root">The root.</param>
    /// <param name="attached">What else is counted to the root, by name.</param>
    /// <param name="childrenOf">What an object holds; what it tracks unless given.</param>
    public TrackedObjects(
        object root, IReadOnlyList<Trackable>? attached = null, Func<object, IEnumerable<Trackable>>? childrenOf = null)
    {
        childrenOf ??= Trackable.Of;
        NumberOf(root, "", (0, ""));
        for (var i = 0; i < objects.Count; i++)
        {
            var children = i == 0 ? childrenOf(root).Concat(attached ?? []) : childrenOf(objects[i]);
            foreach (var (name, value) in children) nodes[i].Children.Add((name, NumberOf(value, Path(i, name), (i, name))));
        }
        foreach (var optimizer in objects.OfType<Optimizer>().ToArray()) AddSlots(optimizer);
        for (var i = 0; i < objects.Count; i++)
            if (objects[i] is TrackedTensors tensors)
                nodes[i].Attributes.Add(new(tensors.Attribute, "", $"{paths[i]}/.ATTRIBUTES/{tensors.Attribute}"));
            else if (NameOf(objects[i]) is { } name)
                nodes[i].Attributes.Add(new(
                    ObjectGraph.VariableValue, name, $"{paths[i]}/.ATTRIBUTES/{ObjectGraph.VariableValue}"));
    }

    /// <summary>The objects; the first one is the root.</summary>
    public IReadOnlyList<object> Objects => objects;

    /// <summary>The objects as a checkpoint describes them.</summary>
    public ObjectGraph Graph => new() { Nodes = nodes };

    /// <summary>The names that lead from the root to an object.</summary>
    public IEnumerable<string> Names(int number)
    {
        var names = new Stack<string>();
        for (; number > 0; number = places[number].Owner) names.Push(places[number].Name);
        return names;
    }

    /// <summary>The key of a variable's tensor; null where no object holds it.</summary>
    public string? KeyOf(Variable variable) => numbers.TryGetValue(variable, out var number) ? nodes[number].ValueKey : null;

    /// <summary>Writes the values of all variables, and what describes the objects.</summary>
    public void Write(TensorBundleWriter bundle)
    {
        bundle.AddStrings(ObjectGraph.Key, Shape.Scalar, [Graph.Written()]);
        for (var i = 0; i < objects.Count; i++)
        {
            if (objects[i] is TrackedTensors tensors) Add(bundle, nodes[i].Attributes[0].Key, tensors);
            if (nodes[i].ValueKey is not { } key) continue;
            if (objects[i] is Variable variable) bundle.Add(key, variable.Shape, variable.Elements);
            else if (objects[i] is TrackedNumber number) Add(bundle, key, number);
        }
    }

    /// <summary>The name of a variable, or of a number that is one in Keras; null for other objects.</summary>
    public static string? NameOf(object value) => value switch
    {
        Variable variable => variable.Name.Split(':')[0],
        TrackedNumber { Owner: Optimizer optimizer } number => $"{optimizer.name}/{number.Name}",
        TrackedNumber number => number.Name,
        _ => null,
    };

    private static void Add(TensorBundleWriter bundle, string key, TrackedNumber number)
    {
        using var scope = MemoryScope.OfThread();
        bundle.Add(key, Shape.Scalar, Tensor.Scalar(number.Get(), number.DType).Storage);
    }

    private static void Add(TensorBundleWriter bundle, string key, TrackedTensors tensors)
    {
        using var scope = MemoryScope.OfThread();
        foreach (var (part, tensor) in tensors.Parts.Zip(tensors.Get())) bundle.Add(key + part.End, tensor.Shape, tensor.Storage);
    }

    private int NumberOf(object value, string path, (int Owner, string Name) place)
    {
        if (numbers.TryGetValue(value, out var known)) return known;
        numbers[value] = objects.Count;
        objects.Add(value);
        nodes.Add(new());
        paths.Add(path);
        places.Add(place);
        return objects.Count - 1;
    }

    private void AddSlots(Optimizer optimizer)
    {
        var owner = numbers[optimizer];
        foreach (var kind in optimizer.Slots.GroupBy(slot => slot.Name))
            foreach (var (variable, name, slot) in kind
                .Where(slot => numbers.ContainsKey(slot.Variable)).OrderBy(slot => numbers[slot.Variable]))
            {
                var original = numbers[variable];
                var path = $"{paths[original]}/.OPTIMIZER_SLOT/{paths[owner]}/{Escaped(name)}";
                nodes[owner].Slots.Add(new(original, name, NumberOf(slot, path, (owner, name))));
            }
    }

    private string Path(int owner, string name) => paths[owner].Length == 0 ? Escaped(name) : $"{paths[owner]}/{Escaped(name)}";

    private static string Escaped(string name) =>
        name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);
}

/// <summary>The same object, or the same part of one: layers and variables by reference, whatever their classes say.</summary>
internal sealed class SameObject : IEqualityComparer<object>
{
    public static readonly SameObject Instance = new();

    public new bool Equals(object? x, object? y) =>
        ReferenceEquals(x, y) || (x is TrackedItems or TrackedGroup or TrackedNumber or TrackedTensors && x.Equals(y));

    public int GetHashCode(object obj) =>
        obj is TrackedItems or TrackedGroup or TrackedNumber or TrackedTensors ? obj.GetHashCode() : RuntimeHelpers.GetHashCode(obj);
}

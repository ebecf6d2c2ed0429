namespace KerasLikeRnn.Models;

/// <summary>Calls of operations in functional models, from and to the form of Keras 3, by the table <see
/// cref="Keras3Operation"/>.</summary>
internal static class Keras3Operations
{
    private const string Constant = "_CONSTANT_VALUE";
    private static readonly string[] range = ["start", "stop", "step"];

    /// <summary>Whether an entry of a model's layers is an operation.</summary>
    public static bool Is(IReadOnlyDictionary<string, object?> entry) =>
        entry.GetValueOrDefault("module") is string module && module.StartsWith("keras.src.ops.", StringComparison.Ordinal);

    /// <summary>The step of a model, in Keras 2.9's form.</summary>
    /// <param name="entry">The operation.</param>
    /// <param name="calls">What it is called on.</param>
    /// <exception cref="NotSupportedException">There is no such operation here.</exception>
    public static OrderedDictionary<string, object?> Read(
        IReadOnlyDictionary<string, object?> entry,
        IReadOnlyList<(IReadOnlyList<object?> Given, IReadOnlyDictionary<string, object?> Named)> calls)
    {
        var name = entry.GetValueOrDefault("class_name") as string ?? "";
        var config = entry.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?>;
        if (Array.Find(Keras3Operation.All, row => row.Class == name) is not { } row || config is null)
            throw new NotSupportedException(
                $"The model calls Keras 3's operation {DamagedFile.Shown(name)}, which is not among those that are read here. Put a "
                + $"layer in "
                + $"its place.");
        var attributes = ReadAttributes(row, config);
        return new()
        {
            ["class_name"] = row.Here == SlicingOpLambda.Function ? nameof(SlicingOpLambda) : nameof(TFOpLambda),
            ["config"] = new OrderedDictionary<string, object?> { ["name"] = entry.GetValueOrDefault("name"), ["function"] = row.Here },
            ["name"] = entry.GetValueOrDefault("name"),
            ["inbound_nodes"] = calls.Select(object? (call) => ReadCall(row, call, attributes)).ToList(),
        };
    }

    /// <summary>The operation in Keras 3's form.</summary>
    /// <exception cref="NotSupportedException">Keras 3 has none that computes this.</exception>
    public static OrderedDictionary<string, object?> Write(TFOpLambda step, Node[] calls, Graph graph)
    {
        var row = Array.Find(Keras3Operation.All, row => row.Here == step.Operation.Name) ?? throw Unknown(step, "");
        var written = calls.Select(call => Keras3OperationCall.Of(row, step, call, graph)).ToArray();
        var config = new OrderedDictionary<string, object?> { ["name"] = step.name };
        foreach (var (name, value) in written[0].Attributes) config[name] = value;
        return new()
        {
            ["module"] = row.Module,
            ["class_name"] = row.Class,
            ["config"] = config,
            ["registered_name"] = row.Class,
            ["name"] = step.name,
            ["inbound_nodes"] = written.Select(object? (call) => new OrderedDictionary<string, object?>
            {
                ["args"] = call.Given,
                ["kwargs"] = new OrderedDictionary<string, object?>(),
            }).ToList(),
        };
    }

    /// <summary>The error for what Keras 3 has no operation for.</summary>
    public static NotSupportedException Unknown(TFOpLambda step, string why) => new(
        $"The step \"{step.name}\" computes {step.Operation.Name}{why}, for which Keras 3 has no operation that is written here. Save "
        + $"the model "
        + $"as .h5, or compute it in a layer of your own.");

    private static OrderedDictionary<string, object?> ReadAttributes(Keras3Operation row, IReadOnlyDictionary<string, object?> config)
    {
        var attributes = new OrderedDictionary<string, object?>();
        foreach (var (name, value) in config)
        {
            if (name is "name" or "trainable" || name == "dtype" && row.Attributes.All(each => each.There != name)) continue;
            var known = Array.Find(row.Attributes, attribute => attribute.There == name);
            if (known?.Here is { } here)
            {
                if (value is not null) attributes[here] = Keras3Reader.Read(value, "");
            }
            else if (!(value is null or false || known is not null && Keras3Reader.Same(known.Usual, value)))
                throw new NotSupportedException(
                    $"The model calls Keras 3's operation {row.Class} with {name}={PythonText.Repr(value)}, which is not possible here.");
        }
        return attributes;
    }

    private static List<object?> ReadCall(
        Keras3Operation row, (IReadOnlyList<object?> Given, IReadOnlyDictionary<string, object?> Named) call,
        OrderedDictionary<string, object?> attributes)
    {
        var given = call.Given.Concat(call.Named.Where(entry => entry.Value is not null).Select(entry => entry.Value)).ToArray();
        if (given.Length == 0 || given.Length > row.Tensors.Length)
            throw new NotSupportedException($"The model calls Keras 3's operation {row.Class} with {given.Length} arguments.");
        var others = new OrderedDictionary<string, object?>(attributes);
        for (var i = 1; i < given.Length; i++)
            others[row.Tensors[i]] = row.Here == SlicingOpLambda.Function ? ReadSlices(given[i], given[0]) : Argument(given[i]);
        return First(given[0], others);
    }

    /// <summary>The first argument, and the others beside it.</summary>
    private static List<object?> First(object? value, OrderedDictionary<string, object?> others) =>
        Keras3Graph.PlaceOf(value) is { } place ? [.. place, others]
        : value is IEnumerable<object?> list && list.Any(item => Keras3Graph.PlaceOf(item) is not null)
            ? [.. list.Select(object? (item) => First(item, others))]
            : [Constant, -1, Argument(value), others];

    private static object? Argument(object? value) => Keras3Graph.PlaceOf(value) is { } place ? place
        : value is IEnumerable<object?> list ? list.Select(Argument).ToList()
        : Keras3Reader.Read(value, "");

    private static List<object?> ReadSlices(object? key, object? tensor)
    {
        var keys = key is IEnumerable<object?> list ? list.ToArray() : [key];
        var rank = ((tensor as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?>)
            ?.GetValueOrDefault("shape") is IEnumerable<object?> shape ? shape.Count() : keys.Length;
        var whole = rank - keys.Count(each => each is not null && !IsEllipsis(each));
        return keys.SelectMany(each => IsEllipsis(each) ? Enumerable.Repeat<object?>(Range([]), Math.Max(0, whole))
            : each is IReadOnlyDictionary<string, object?> slice && slice.GetValueOrDefault("class_name") is "__slice__"
                ? [Range(slice.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?> ?? throw NoSlice(each))]
            : each is null or int ? [each]
            : Keras3Graph.PlaceOf(each) is { } place ? [place]
            : throw NoSlice(each)).ToList();
    }

    private static NotSupportedException NoSlice(object? key) => new(
        $"The model takes a part of a tensor by {PythonText.Repr(key)}; numbers, slices and tensors are read here.");

    private static bool IsEllipsis(object? key) =>
        key is IReadOnlyDictionary<string, object?> described && described.GetValueOrDefault("class_name") is "__ellipsis__";

    private static OrderedDictionary<string, object?> Range(IReadOnlyDictionary<string, object?> slice) => new(
        range.Select(part => KeyValuePair.Create(part, slice.GetValueOrDefault(part) switch
        {
            null => null,
            int number => (object?)number,
            var other => throw NoSlice(other),
        })));

    private static OrderedDictionary<string, object?> Range(object?[] _) => new(range.Select(part =>
        KeyValuePair.Create(part, (object?)null)));
}

namespace KerasLikeRnn.Models;

/// <summary>
/// The layers and calls of a functional model in the form of Keras 3: a call holds its arguments as they were given, tensors among them
/// as the place they come from.
/// </summary>
internal static class Keras3Graph
{
    private const string TensorClass = "__keras_tensor__";
    private const string Training = "training";
    private const string Mask = "mask";

    /// <summary>The configuration of a model, in Keras 2.9's form.</summary>
    /// <exception cref="ValueError">It is none.</exception>
    public static OrderedDictionary<string, object?> Read(IReadOnlyDictionary<string, object?> config)
    {
        if (config.GetValueOrDefault("layers") is not IEnumerable<object?> entries)
            throw new ValueError("The configuration of a functional model needs a list `layers`.", nameof(config));
        var layers = entries.Select(entry => entry as IReadOnlyDictionary<string, object?>
            ?? throw new ValueError($"A layer's configuration is no dictionary: {PythonText.Repr(entry)}", nameof(config))).ToArray();
        var models = layers.Where(layer => layer.GetValueOrDefault("class_name") is "Functional")
            .Select(layer => layer.GetValueOrDefault("name")).ToHashSet();
        return new()
        {
            ["name"] = config.GetValueOrDefault("name"),
            ["trainable"] = config.GetValueOrDefault("trainable"),
            ["layers"] = layers.Select(object? (layer) => ReadLayer(layer)).ToList(),
            ["input_layers"] = Ends(config.GetValueOrDefault("input_layers"), models),
            ["output_layers"] = Ends(config.GetValueOrDefault("output_layers"), models),
        };
    }

    /// <summary>Where a tensor comes from, in Keras 2.9's form; null for what is no tensor.</summary>
    public static List<object?>? PlaceOf(object? value) =>
        value is IReadOnlyDictionary<string, object?> described && described.GetValueOrDefault("class_name") is TensorClass
        && described.GetValueOrDefault("config") is IReadOnlyDictionary<string, object?> config
            ? config.GetValueOrDefault("keras_history") is IEnumerable<object?> history && history.ToList() is [string, int, int] place
                ? place
                : throw new ValueError($"A tensor of the configuration comes from nowhere: {PythonText.Repr(described)}", nameof(value))
            : null;

    /// <summary>The form of a tensor in a call.</summary>
    public static OrderedDictionary<string, object?> Tensor(KerasTensor tensor, Graph graph) => new()
    {
        ["class_name"] = TensorClass,
        ["config"] = new OrderedDictionary<string, object?>
        {
            ["shape"] = tensor.Shape.ToList(),
            ["dtype"] = tensor.DType.Name(),
            ["keras_history"] = Place(tensor, graph),
        },
    };

    private static OrderedDictionary<string, object?> ReadLayer(IReadOnlyDictionary<string, object?> layer)
    {
        var calls = layer.GetValueOrDefault("inbound_nodes") as IEnumerable<object?> ?? [];
        if (Keras3Operations.Is(layer)) return Keras3Operations.Read(layer, [.. calls.Select(Arguments)]);
        return new(Keras3Reader.Layer(layer))
        {
            ["name"] = layer.GetValueOrDefault("name"),
            ["inbound_nodes"] = calls.Select(object? (call) => ReadCall(layer, Arguments(call))).ToList(),
        };
    }

    private static (IReadOnlyList<object?> Given, IReadOnlyDictionary<string, object?> Named) Arguments(object? call) =>
        call is IReadOnlyDictionary<string, object?> node && node.GetValueOrDefault("args") is IEnumerable<object?> given
        && node.GetValueOrDefault("kwargs") is IReadOnlyDictionary<string, object?> named
            ? (given.ToList(), named)
            : throw new ValueError($"A call in the configuration has no `args` and `kwargs`: {PythonText.Repr(call)}", nameof(call));

    /// <summary>Inputs are the tensors given by place, then states; the rest stands beside the first one by its name.</summary>
    private static object ReadCall(
        IReadOnlyDictionary<string, object?> layer, (IReadOnlyList<object?> Given, IReadOnlyDictionary<string, object?> Named) call)
    {
        var inputs = new List<List<object?>>();
        var others = new OrderedDictionary<string, object?>();
        for (var i = 0; i < call.Given.Count; i++)
            if (i is 1 or 2 && layer.GetValueOrDefault("class_name") is "MultiHeadAttention") Add(i == 1 ? "value" : "key", call.Given[i]);
            else inputs.AddRange(Flat(call.Given[i]));
        foreach (var (name, value) in call.Named)
        {
            // Keras 3 says in fit, evaluate and predict itself whether a layer is trained: what stands here does not count.
            if (name == Training || value is null or false) continue;
            if (name is "initial_state" or "inputs" or "sequences" or "sequence" or "x") inputs.AddRange(Flat(value));
            else Add(name, value);
        }
        if (inputs.Count == 0)
            throw new ValueError($"The layer {PythonText.Repr(layer.GetValueOrDefault("name"))} is called on no tensor.", nameof(layer));
        var places = inputs.Select(object? (input) => new List<object?>([.. input, others])).ToList();
        return call.Given is [IReadOnlyDictionary<string, object?> keyed] && keyed.Count == places.Count && PlaceOf(keyed) is null
            ? new OrderedDictionary<string, object?>(keyed.Keys.Zip(places, KeyValuePair.Create))
            : places;

        void Add(string name, object? value) => others[name] = Placed(value);
    }

    private static object? Placed(object? value) => PlaceOf(value) is { } place ? place
        : value is IEnumerable<object?> items ? items.Select(Placed).ToList()
        : Keras3Reader.Read(value, "");

    private static IEnumerable<List<object?>> Flat(object? value) => value switch
    {
        null => [],
        _ when PlaceOf(value) is { } place => [place],
        IEnumerable<object?> items => items.SelectMany(Flat),
        IReadOnlyDictionary<string, object?> items when !items.ContainsKey("class_name") => items.Values.SelectMany(Flat),
        _ => throw new NotSupportedException(
            $"The configuration calls a layer on {PythonText.Repr(value)}, which is no tensor of the model."),
    };

    /// <summary>Where a model begins and ends. Calls of models inside are counted from 1 here alone.</summary>
    private static object Ends(object? ends, HashSet<object?> models) => ends switch
    {
        IReadOnlyDictionary<string, object?> named => new OrderedDictionary<string, object?>(
            named.Select(entry => KeyValuePair.Create(entry.Key, (object?)Ends(entry.Value, models)))),
        IEnumerable<object?> list when list.ToList() is [string name, int call, int output] =>
            new List<object?> { new List<object?> { name, models.Contains(name) ? call - 1 : call, output } },
        IEnumerable<object?> list => list.SelectMany(item => (List<object?>)Ends(item, models)).ToList(),
        _ => throw new ValueError($"A model begins and ends at layers. Received: {PythonText.Repr(ends)}", nameof(ends)),
    };

    /// <summary>The configuration of a model in Keras 3's form.</summary>
    public static OrderedDictionary<string, object?> Write(Functional model, Graph graph, int outputs) => new()
    {
        ["name"] = model.name,
        ["trainable"] = model.trainable,
        ["layers"] = graph.Layers.Select(object? (layer) => WriteLayer(layer, graph)).ToList(),
        ["input_layers"] = WriteEnds(graph.Inputs, model.InputKeys, graph),
        ["output_layers"] = WriteEnds(graph.Outputs[..outputs], model.OutputKeys, graph),
    };

    private static OrderedDictionary<string, object?> WriteLayer(Layer layer, Graph graph)
    {
        var calls = layer.Nodes.Where(node => graph.Contains(node) && !node.IsInput);
        if (layer is TFOpLambda step) return Keras3Operations.Write(step, [.. calls], graph);
        var config = Keras3Writer.Layer(layer);
        config["name"] = layer.name;
        // Keras 3 makes a lookup layer without the vocabulary that it has learnt, and would not know the size of what follows it.
        if (layer is Dense { BuiltFor: [var shape] } && graph.Layers.Any(each => each is IVocabulary { IsGiven: false }))
            config["build_config"] = new OrderedDictionary<string, object?>
            {
                ["input_shape"] = shape.Select((size, axis) => axis == 0 ? (object?)null : size).ToList(),
            };
        config["inbound_nodes"] = calls.Select(object? (node) => WriteCall(node, graph)).ToList();
        return config;
    }

    private static OrderedDictionary<string, object?> WriteCall(Node node, Graph graph)
    {
        if (node.Context.Training == true)
            throw new NotSupportedException(
                $"The model calls the layer \"{node.Layer.name}\" with training=True, which Keras 3 does not keep. Save it as .h5.");
        var inputs = node.Inputs.Select(object? (input) => Symbolic(node, input, graph)).ToList();
        var named = new OrderedDictionary<string, object?>();
        var states = inputs.Skip(node.Layer is RNN or Bidirectional ? 1 : inputs.Count)
            .Concat((node.Context.initial_state ?? []).Select(object? (state) => Symbolic(node, state, graph))).ToList();
        if (states.Count > 0) named["initial_state"] = states;
        if (node.Context.constants is { Count: > 0 } || node.Layer is RNN { ConstantsCount: > 0 })
            throw new NotSupportedException(
                $"The model calls the layer \"{node.Layer.name}\" with constants, which Keras 3 does not have. Save it as .h5.");
        foreach (var (name, value) in node.Context.arguments)
            if (value is not (null or false)) named[name] = WriteArgument(node, value, graph);
        if (node.Context.masks is { Count: > 0 } masks && masks.Any(mask => mask is not null))
            named[Mask] = masks is [{ } only] ? Symbolic(node, only, graph)
                : masks.Select(mask => mask is null ? null : Symbolic(node, mask, graph)).ToList<object?>();
        List<object?> given = node.Inputs.Names is { } keys
            ? [new OrderedDictionary<string, object?>(keys.Zip(inputs, KeyValuePair.Create))]
            : Positional(node.Layer, inputs);
        return new() { ["args"] = given, ["kwargs"] = named };
    }

    /// <summary>Several inputs are one list, unless the layer takes each as an argument.</summary>
    private static List<object?> Positional(Layer layer, List<object?> inputs) => layer.InputNames.Count > 0 ? inputs
        : layer is RNN or Bidirectional || inputs.Count == 1 && !TakesList(layer) ? [inputs[0]]
        : [inputs];

    private static bool TakesList(Layer layer) => layer is Merge or BaseDenseAttention;

    private static object? WriteArgument(Node node, object value, Graph graph) => value switch
    {
        Tensors several when several.Count != 1 => several.Select(object? (tensor) => Symbolic(node, tensor, graph)).ToList(),
        Tensors one => Symbolic(node, one[0], graph),
        Tensor tensor => Symbolic(node, tensor, graph),
        _ => value,
    };

    private static OrderedDictionary<string, object?> Symbolic(Node node, Tensor tensor, Graph graph) => tensor is KerasTensor symbolic
        ? Tensor(symbolic, graph)
        : throw new NotSupportedException(
            $"The call of layer \"{node.Layer.name}\" has a tensor of numbers, which the configuration of a model does not hold. Make "
            + $"it an "
            + $"Input of the model, or compute it in a layer.");

    private static object WriteEnds(KerasTensor[] tensors, IReadOnlyList<string>? keys, Graph graph)
    {
        var places = tensors.Select(object? (tensor) => End(tensor, graph)).ToList();
        return keys is not null ? new OrderedDictionary<string, object?>(keys.Zip(places, KeyValuePair.Create))
            : places.Count == 1 ? places[0]!
            : places;
    }

    private static List<object?> End(KerasTensor tensor, Graph graph)
    {
        var place = Place(tensor, graph);
        if (tensor.Node.Layer is Functional and not Sequential) place[1] = (int)place[1]! + 1;
        return place;
    }

    /// <summary>Where a tensor comes from; only the calls that belong to the model are counted.</summary>
    private static List<object?> Place(KerasTensor tensor, Graph graph) =>
        [tensor.LayerName, tensor.Node.Layer.Nodes.Where(graph.Contains).ToList().IndexOf(tensor.Node), tensor.Index];
}

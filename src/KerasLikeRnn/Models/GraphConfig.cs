namespace KerasLikeRnn.Models;

/// <summary>
/// A functional model's configuration: its layers and, for each, its calls with where their inputs come from, as triples of
/// layer name, number of the call and number of the output.
/// </summary>
internal static class GraphConfig
{
    /// <summary>The configuration of a model.</summary>
    public static OrderedDictionary<string, object?> Of(Functional model, Graph graph, int outputs) => new()
    {
        ["name"] = model.name,
        ["layers"] = graph.Layers.Select(object? (layer) => LayerConfig(layer, graph)).ToList(),
        ["input_layers"] = Places(graph.Inputs, model.InputKeys, graph),
        ["output_layers"] = Places(graph.Outputs[..outputs], model.OutputKeys, graph),
    };

    /// <summary>The model that a configuration describes.</summary>
    /// <exception cref="ValueError">It does not describe one.</exception>
    public static Functional Read(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? customObjects)
    {
        var layers = new Dictionary<string, Layer>();
        var waiting = new Queue<(Layer Layer, object? Call)>();
        foreach (var entry in List(config, "layers").Cast<IReadOnlyDictionary<string, object?>>())
        {
            var layer = LayerConfigs.deserialize(entry, customObjects);
            layers[entry.GetValueOrDefault("name") as string ?? layer.name] = layer;
            foreach (var call in List(entry, "inbound_nodes")) waiting.Enqueue((layer, call));
        }
        MakeCalls(layers, waiting);
        return new Functional(
            Tensors(config, "input_layers", layers), Tensors(config, "output_layers", layers), config.GetValueOrDefault("name") as string);
    }

    /// <summary>Where tensors come from: a list, or a dictionary where they have keys.</summary>
    private static object Places(KerasTensor[] tensors, IReadOnlyList<string>? keys, Graph graph)
    {
        var places = tensors.Select(object? (tensor) => Triple(tensor, graph)).ToList();
        return keys is null ? places : new OrderedDictionary<string, object?>(keys.Zip(places, KeyValuePair.Create));
    }

    private static OrderedDictionary<string, object?> LayerConfig(Layer layer, Graph graph)
    {
        var config = LayerConfigs.serialize(layer);
        config["name"] = layer.name;
        config["inbound_nodes"] = layer.Nodes.Where(node => graph.Contains(node) && !node.IsInput)
            .Select(object? (node) => layer is TFOpLambda step
                ? OperationConfig.Of(step, node, tensor => Triple(tensor, graph))
                : CallConfig.Of(node, tensor => Triple(tensor, graph))).ToList();
        return config;
    }

    /// <summary>Where a tensor comes from; only the calls that belong to the model are counted.</summary>
    private static List<object?> Triple(KerasTensor tensor, Graph graph) =>
        [tensor.LayerName, tensor.Node.Layer.Nodes.Where(graph.Contains).ToList().IndexOf(tensor.Node), tensor.Index];

    /// <summary>Makes the calls, each as soon as its inputs are there.</summary>
    private static void MakeCalls(Dictionary<string, Layer> layers, Queue<(Layer Layer, object? Call)> waiting)
    {
        for (var idle = 0; waiting.Count > 0; idle++)
        {
            if (idle > waiting.Count)
                throw new ValueError(
                    $"The configuration's inbound_nodes do not lead from the inputs to the layer {waiting.Peek().Layer.name}.", "config");
            var (layer, call) = waiting.Dequeue();
            var isMade = layer is TFOpLambda step
                ? OperationConfig.TryMake(step, [.. ((IEnumerable)call!).Cast<object?>()], place => Find(layers, place))
                : CallConfig.TryMake(layer, call, place => Find(layers, place));
            if (isMade) idle = -1;
            else waiting.Enqueue((layer, call));
        }
    }

    private static Tensors Tensors(IReadOnlyDictionary<string, object?> config, string key, Dictionary<string, Layer> layers)
    {
        var keyed = config.GetValueOrDefault(key) as IReadOnlyDictionary<string, object?>;
        return Layers.Tensors.Named([.. (keyed?.Values ?? List(config, key)).Select(Named)], keyed?.Keys.ToArray());

        Tensor Named(object? entry) =>
            Find(layers, entry)
            ?? throw new ValueError($"The configuration's {key} name a layer that does not exist: {entry}", nameof(config));
    }

    private static KerasTensor? Find(Dictionary<string, Layer> layers, object? entry)
    {
        var parts = ((IEnumerable)entry!).Cast<object?>().ToArray();
        int call = Convert.ToInt32(parts[1], CultureInfo.InvariantCulture),
            output = Convert.ToInt32(parts[2], CultureInfo.InvariantCulture);
        return layers.TryGetValue((string)parts[0]!, out var layer) && call < layer.Nodes.Count ? layer.Nodes[call].Outputs[output] : null;
    }

    private static IEnumerable<object?> List(IReadOnlyDictionary<string, object?> config, string key) =>
        config.GetValueOrDefault(key) is IEnumerable list and not string
            ? list.Cast<object?>()
            : throw new ValueError($"The configuration of a functional model needs a list `{key}`.", nameof(config));
}

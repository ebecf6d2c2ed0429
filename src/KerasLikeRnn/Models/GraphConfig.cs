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
        ["input_layers"] = Ends(graph.Inputs, model.InputKeys, graph),
        ["output_layers"] = Ends(graph.Outputs[..outputs], model.OutputKeys, graph),
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
        var places = new Places(layers, config);
        MakeCalls(places, waiting);
        return new Functional(
            Tensors(config, "input_layers", places), Tensors(config, "output_layers", places), config.GetValueOrDefault("name") as string);
    }

    /// <summary>Where tensors come from: a list, or a dictionary where they have keys.</summary>
    private static object Ends(KerasTensor[] tensors, IReadOnlyList<string>? keys, Graph graph)
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
    private static List<object?> Triple(KerasTensor tensor, Graph graph) => [
        tensor.LayerName, tensor.Node.Layer.Nodes.Where(graph.Contains).ToList().IndexOf(tensor.Node) + FirstCall(tensor.Node.Layer),
        tensor.Index];

    /// <summary>
    /// The number of a layer's first call: 1 for models that begin with an input layer, whose own way from it to the output Keras counts.
    /// </summary>
    private static int FirstCall(Layer layer) => layer is Functional { BeginsWithInput: true } ? 1 : 0;

    /// <summary>Makes the calls, each as soon as its inputs are there.</summary>
    private static void MakeCalls(Places places, Queue<(Layer Layer, object? Call)> waiting)
    {
        for (var idle = 0; waiting.Count > 0; idle++)
        {
            if (idle > waiting.Count)
                throw new ValueError(
                    $"The configuration's inbound_nodes do not lead from the inputs to the layer {waiting.Peek().Layer.name}.", "config");
            var (layer, call) = waiting.Dequeue();
            var isMade = layer is TFOpLambda step
                ? OperationConfig.TryMake(step, [.. ((IEnumerable)call!).Cast<object?>()], places.Find)
                : CallConfig.TryMake(layer, call, places.Find);
            if (isMade) idle = -1;
            else waiting.Enqueue((layer, call));
        }
    }

    private static Tensors Tensors(IReadOnlyDictionary<string, object?> config, string key, Places places)
    {
        var keyed = config.GetValueOrDefault(key) as IReadOnlyDictionary<string, object?>;
        return Layers.Tensors.Named([.. (keyed?.Values ?? List(config, key)).Select(Named)], keyed?.Keys.ToArray());

        Tensor Named(object? entry) =>
            places.Find(entry)
            ?? throw new ValueError($"The configuration's {key} name a layer that does not exist: {entry}", nameof(config));
    }

    private static IEnumerable<object?> List(IReadOnlyDictionary<string, object?> config, string key) =>
        config.GetValueOrDefault(key) is IEnumerable list and not string
            ? list.Cast<object?>()
            : throw new ValueError($"The configuration of a functional model needs a list `{key}`.", nameof(config));

    /// <summary>The tensors of a model that is being made, by the places that its configuration names.</summary>
    private sealed class Places
    {
        private readonly Dictionary<string, Layer> layers;
        private readonly HashSet<string> countedFromZero = [];

        public Places(Dictionary<string, Layer> layers, IReadOnlyDictionary<string, object?> config)
        {
            this.layers = layers;
            foreach (var entry in List(config, "layers").Cast<IReadOnlyDictionary<string, object?>>())
                Note(entry.GetValueOrDefault("inbound_nodes"));
            Note(config.GetValueOrDefault("output_layers"));
        }

        /// <summary>The tensor of a place; null where it is not there yet.</summary>
        public KerasTensor? Find(object? entry)
        {
            var parts = ((IEnumerable)entry!).Cast<object?>().ToArray();
            var (name, call, output) = ((string)parts[0]!, Number(parts[1]), Number(parts[2]));
            if (!layers.TryGetValue(name, out var layer)) return null;
            if (!countedFromZero.Contains(name)) call -= FirstCall(layer);
            return call >= 0 && call < layer.Nodes.Count ? layer.Nodes[call].Outputs[output] : null;
        }

        // Keras 2 counts a model's calls from one. Where a call has the number zero, they are counted as those of other layers.
        private void Note(object? value)
        {
            if (value is IReadOnlyDictionary<string, object?> entries)
                foreach (var entry in entries.Values) Note(entry);
            else if (value is IEnumerable and not string)
            {
                var items = ((IEnumerable)value).Cast<object?>().ToArray();
                if (items is [string name, int or long, int or long, ..] && Number(items[1]) == 0) countedFromZero.Add(name);
                foreach (var item in items) Note(item);
            }
        }

        private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
    }
}

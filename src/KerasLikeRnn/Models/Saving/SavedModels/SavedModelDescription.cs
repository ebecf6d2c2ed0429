using System.Text.Json;

namespace KerasLikeRnn.Models;

/// <summary>What a SavedModel folder says of its layers.</summary>
internal sealed class SavedModelDescription
{
    private const int Deepest = 64;

    private readonly string path;
    private readonly IReadOnlyList<Node> nodes;
    private readonly IReadOnlyDictionary<string, object?> root;

    /// <summary>Takes the descriptions of all objects.</summary>
    /// <exception cref="InvalidDataException">The model's own is missing or damaged.</exception>
    public SavedModelDescription(string path, IReadOnlyList<Node> nodes)
    {
        (this.path, this.nodes) = (path, nodes);
        var first = nodes.FirstOrDefault(node => node.Number == 0)
            ?? throw new NotSupportedException(
                $"The object at the root of {path} is none of Keras's: it runs in TensorFlow's own runtime only. Convert the folder to "
                + "ONNX (tf2onnx), or save the model itself by model.save.");
        root = DamagedFile.Within($"{path}: the description of the model is damaged", () => Parse(first.Json));
    }

    /// <summary>The descriptions of all objects by their numbers.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public IReadOnlyList<(int Number, IReadOnlyDictionary<string, object?> Description)> Layers() =>
    [
        .. nodes.Select(node => (node.Number, DamagedFile.Within(
            Invariant($"{path}: the description of object {node.Number} is damaged"), () => Parse(node.Json)))),
    ];

    /// <summary>The configuration of the model, to be completed.</summary>
    public object? Config => root.GetValueOrDefault("config");

    /// <summary>A described object.</summary>
    /// <param name="Number">Its number in the object graph.</param>
    /// <param name="Json">Its description.</param>
    internal sealed record Node(int Number, string Json);

    /// <summary>The descriptions in keras_metadata.pb.</summary>
    public static List<Node> Nodes(ReadOnlyMemory<byte> file)
    {
        var nodes = new List<Node>();
        foreach (var field in ProtoReader.Fields(file))
        {
            if (field.Number != 1) continue;
            var (number, json) = (0, "");
            foreach (var part in ProtoReader.Fields(field.Message))
            {
                if (part.Number == 2) number = part.Int;
                if (part.Number == 5) json = part.Text;
            }
            nodes.Add(new(number, json));
        }
        return nodes;
    }

    /// <summary>The descriptions in saved_model.pb, where they stood before TensorFlow 2.5.</summary>
    public static List<Node> LegacyNodes(ReadOnlyMemory<byte> file)
    {
        var (nodes, number) = (new List<Node>(), 0);
        var graphs = ProtoReader.Inner(file, 2).Take(1).SelectMany(meta => ProtoReader.Inner(meta, 7));
        foreach (var node in graphs.SelectMany(graph => ProtoReader.Inner(graph, 1)))
        {
            foreach (var user in ProtoReader.Inner(node, 4))
            {
                var (identifier, json) = ("", "");
                foreach (var part in ProtoReader.Fields(user))
                {
                    if (part.Number == 1) identifier = part.Text;
                    if (part.Number == 3) json = part.Text;
                }
                if (identifier.StartsWith("_tf_keras_", StringComparison.Ordinal) && json.Length > 0) nodes.Add(new(number, json));
            }
            number++;
        }
        return nodes;
    }

    /// <summary>The model, made of the configurations of its layers.</summary>
    /// <exception cref="NotSupportedException">A class of one's own has no configuration.</exception>
    /// <exception cref="ValueError">A class is not known.</exception>
    public Model Model()
    {
        if (root.GetValueOrDefault("class_name") is not string name) throw new InvalidDataException($"{path}: the model has no class.");
        if (root.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            throw new NotSupportedException(
                $"The model of {path} is of a class of one's own, {DamagedFile.Shown(name)}, without get_config: TensorFlow keeps "
                + "such models as functions of its own runtime, which are not read. Give the class get_config in Python and save again, "
                + "make "
                + "the model here and use load_weights, or convert the folder to ONNX (tf2onnx).");
        // A class that derives from those of symbolic tensors, and is not known here, is one of these to Keras too.
        if (root.GetValueOrDefault("is_graph_network") is true && CustomObjects.Find(name) is null)
            name = config.ContainsKey("input_layers") ? nameof(Functional) : nameof(Sequential);
        var layer = LayerConfigs.deserialize(new OrderedDictionary<string, object?> { ["class_name"] = name, ["config"] = config });
        if (layer is not Model model)
            throw new NotSupportedException(
                $"{path} holds a layer, {DamagedFile.Shown(name)}, not a model. Put it into a model and save that.");
        if (root.GetValueOrDefault("trainable") is bool trains) model.IsTrainable = trains;
        Build(model);
        return model;
    }

    /// <summary>Compiles the model as it was.</summary>
    public void Compile(Model model)
    {
        if (root.GetValueOrDefault("training_config") is IReadOnlyDictionary<string, object?> config) TrainingConfig.Compile(model, config);
        else
            Messages.Warn("No training configuration found in save file, so the model was *not* compiled. Compile it manually.");
    }

    /// <summary>Builds a model that does not know its input: for the shapes that it was built for.</summary>
    private void Build(Model model)
    {
        if (model.built || ShapesOf(root.GetValueOrDefault("build_input_shape")) is not { } shapes) return;
        if (shapes is [var only]) model.build(only);
        else model.BuildAll(shapes);
    }

    private static Shape[]? ShapesOf(object? value)
    {
        if (value is not IList<object?> items) return null;
        if (items.All(item => item is null or int)) return [Shape.Of([.. items.Select(item => item as int? ?? Shape.Unknown)])];
        var shapes = items.Select(ShapesOf).ToArray();
        return shapes.All(shape => shape is [_]) ? [.. shapes.Select(shape => shape![0])] : null;
    }

    private static IReadOnlyDictionary<string, object?> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            return Plain(JsonConfig.Value(document.RootElement)) as IReadOnlyDictionary<string, object?>
                ?? throw new InvalidDataException("it is no dictionary");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"it is no JSON: {DamagedFile.Told(error)}", error);
        }
    }

    /// <summary>Tuples and shapes, which Keras writes as objects with a class, as lists.</summary>
    private static object? Plain(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> { Count: 2 } tuple when tuple.GetValueOrDefault("class_name") is "__tuple__" or "TensorShape"
            && tuple.TryGetValue("items", out var items) => Plain(items),
        IReadOnlyDictionary<string, object?> dictionary => Plain(dictionary),
        IList<object?> list => list.Select(Plain).ToList(),
        _ => value,
    };

    private static OrderedDictionary<string, object?> Plain(IReadOnlyDictionary<string, object?> dictionary)
    {
        var plain = new OrderedDictionary<string, object?>();
        foreach (var (key, value) in dictionary) plain[key] = Plain(value);
        return plain;
    }
}

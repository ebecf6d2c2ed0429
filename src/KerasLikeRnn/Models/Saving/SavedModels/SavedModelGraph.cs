using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>A model as the files of a SavedModel folder describe it to Keras: objects, their names, the configurations of layers.</summary>
internal sealed class SavedModelGraph
{
    private const int SchemaVersion = 1;
    private const string TensorFlowVersion = "2.9.3";

    private readonly Model model;
    private readonly bool includesOptimizer;

    /// <summary>Finds the objects of a model.</summary>
    public SavedModelGraph(Model model, bool includesOptimizer)
    {
        (this.model, this.includesOptimizer) = (model, includesOptimizer);
        Objects = new(model, childrenOf: Children);
        foreach (var inner in model.Flattened().OfType<Model>()) RequireConfig(inner);
    }

    /// <summary>The objects of the model.</summary>
    public TrackedObjects Objects { get; }

    /// <summary>The file keras_metadata.pb.</summary>
    /// <exception cref="NotSupportedException">A layer of one's own has no configuration.</exception>
    public byte[] Metadata()
    {
        var message = new ProtoWriter();
        for (var i = 0; i < Objects.Objects.Count; i++)
        {
            if (Description(Objects.Objects[i]) is not { } description) continue;
            var node = new ProtoWriter();
            if (i > 0) node.Number(2, i);
            node.Text(3, PathOf(i)).Text(4, Identifier(Objects.Objects[i])).Text(5, PythonJson.Dumps(description));
            message.Message(1, node.Message(6, Version(2)));
        }
        return message.Written.ToArray();
    }

    /// <summary>The file saved_model.pb, without functions.</summary>
    public byte[] Graph()
    {
        var graph = new ProtoWriter();
        for (var i = 0; i < Objects.Objects.Count; i++) graph.Message(1, Node(Objects.Objects[i], Objects.Graph.Nodes[i]));
        var meta = new ProtoWriter()
            .Message(1, new ProtoWriter().Text(4, "serve").Text(5, TensorFlowVersion).Number(7, 1))
            .Message(2, new ProtoWriter())
            .Message(7, graph);
        return new ProtoWriter().Number(1, SchemaVersion).Message(2, meta).Written.ToArray();
    }

    /// <exception cref="NotSupportedException">Nobody could make the model again.</exception>
    private static void RequireConfig(Model model)
    {
        var tells = new Func<OrderedDictionary<string, object?>>(model.get_config).Method.DeclaringType != typeof(Model);
        var constructors = Construction.Constructors(IConfigurable.ClassOf(model));
        if (tells || constructors.Any(each => each.Parameters.All(parameter => parameter.IsOptional))) return;
        throw new NotSupportedException(
            $"The class {model.ClassName} of the model {model.name} has arguments and no get_config, so that nobody could make the model "
            + $"again: TensorFlow would keep it as functions, which are not written. Override get_config, or keep the weights by "
            + $"save_weights.");
    }

    /// <summary>What an object holds in a folder: the states of a stateful layer too, which checkpoints do not keep.</summary>
    public static IEnumerable<Trackable> ChildrenOf(object owner) => owner is RNN { states.Count: > 0 } layer
        ? Trackable.Of(owner).Append(new(KerasApi, new TrackedGroup(owner, KerasApi, new Trackable("states", layer.TrackedStates))))
        : Trackable.Of(owner);

    private const string KerasApi = "keras_api";

    private IEnumerable<Trackable> Children(object owner)
    {
        var children = ChildrenOf(owner);
        return includesOptimizer || owner is not Model ? children : children.Where(child => child.Name != "optimizer");
    }

    private static ProtoWriter Node(object value, ObjectNode described)
    {
        var node = new ProtoWriter();
        foreach (var (name, child) in described.Children) node.Message(1, ObjectNode.WrittenChild(name, child));
        foreach (var (original, name, slot) in described.Slots)
            node.Message(3, new ProtoWriter().Number(1, original).Text(2, name).Number(3, slot));
        return value switch
        {
            Variable variable => node.Message(
                7, Written(variable.DType, variable.Shape, variable.Trainable, TrackedObjects.NameOf(value)!)),
            TrackedNumber number => node.Message(7, Written(number.DType, Shape.Scalar, false, TrackedObjects.NameOf(value)!)),
            TrackedTensors { Parts: [{ End: "", DType: var type }] } tensors => node.Message(
                7, Written(type, null, false, tensors.Name)),
            _ => node.Message(4, new ProtoWriter().Text(1, Identifier(value)).Message(2, Version(value is Optimizer ? 2 : 1))),
        };
    }

    /// <summary>A variable; one without a shape is of any.</summary>
    private static ProtoWriter Written(DType type, Shape? shape, bool trainable, string name)
    {
        var message = new ProtoWriter().Number(1, BundleType.Of(type).Code).Message(2, shape is null
            ? new ProtoWriter().Number(3, 1) : BundleEntry.WrittenSizes(shape.Dims.ToArray().Select(size => (long)size)));
        if (trainable) message.Number(3, 1);
        return message.Text(6, name);
    }

    private static ProtoWriter Version(int producer) => new ProtoWriter().Number(1, producer).Number(2, 1);

    private static string Identifier(object value) => value switch
    {
        Sequential => "_tf_keras_sequential",
        Functional => "_tf_keras_network",
        Model => "_tf_keras_model",
        InputLayer => "_tf_keras_input_layer",
        RNN => "_tf_keras_rnn_layer",
        Layer => "_tf_keras_layer",
        Metric => "_tf_keras_metric",
        Optimizer => "optimizer",
        TrackedItems { Collection: IDictionary } => "trackable_dict_wrapper",
        TrackedItems or TrackedGroup { Name: "states" } => "trackable_list_wrapper",
        _ => "_generic_user_object",
    };

    private OrderedDictionary<string, object?>? Description(object value) => value switch
    {
        InputLayer input => Of(input),
        Model inner => Of(inner),
        Layer layer => Of(layer),
        Metric metric => new(Registry.Serialize(metric)) { ["name"] = metric.name, ["dtype"] = metric.dtype },
        _ => null,
    };

    private static OrderedDictionary<string, object?> Of(InputLayer input) => new(LayerConfigs.serialize(input))
    {
        ["name"] = input.name, ["dtype"] = input.dtype, ["sparse"] = false, ["ragged"] = false,
        ["batch_input_shape"] = input.BatchInputShape,
    };

    private static OrderedDictionary<string, object?> Of(Layer layer)
    {
        // What is inside of a layer is made by that layer, and needs no configuration of its own.
        var described = layer.Kind is { Exported.IsAbstract: true, TellsConfig: false }
            ? new OrderedDictionary<string, object?> { ["class_name"] = layer.ClassName }
            : LayerConfigs.serialize(layer);
        if (layer is IVocabulary vocabulary) described["config"] = Completed(vocabulary, described["config"]!);
        return new(described)
        {
            ["name"] = layer.name,
            ["trainable"] = layer.IsTrainable,
            ["expects_training_arg"] = true,
            ["dtype"] = layer.dtype_policy.Config,
            ["batch_input_shape"] = layer.BatchInputShape,
            ["stateful"] = layer.stateful,
            ["must_restore_from_config"] = false,
            ["build_input_shape"] = ShapesOf(layer),
        };
    }

    /// <summary>With a vocabulary that was learnt. Keras itself keeps it in functions, and goes on with one that stands here.</summary>
    private static OrderedDictionary<string, object?> Completed(IVocabulary layer, object config)
    {
        var completed = new OrderedDictionary<string, object?>((IReadOnlyDictionary<string, object?>)config);
        if (layer.Learnt(withSpecialTerms: false) is not { Count: > 0 } terms) return completed;
        completed["vocabulary"] = terms;
        completed[IVocabulary.IsGivenArgument] = false;
        if (layer.Weights?.ToArray<float>() is { } weights)
            completed["idf_weights"] = weights.Skip(layer.TermStart).Take(terms.Count).Select(weight => (double)weight).ToList();
        return completed;
    }

    private OrderedDictionary<string, object?> Of(Model inner)
    {
        var description = Of((Layer)inner);
        description.Remove("stateful");
        description["is_graph_network"] = inner is Functional { Graph: not null };
        description["keras_version"] = BackendConfig.__version__;
        description["backend"] = "tensorflow";
        if (inner == model && includesOptimizer && TrainingConfig.Of(model) is { } training) description["training_config"] = training;
        return description;
    }

    /// <summary>
    /// The shapes that a layer was built for, in Keras's form. Keras builds it for them again: the number of samples stays open, except
    /// for layers that carry states from batch to batch, which must know it.
    /// </summary>
    private static object? ShapesOf(Layer layer)
    {
        var isOpen = !layer.Flattened().Exists(inner => inner.stateful);
        var shapes = layer.BuiltFor.Select(object (shape) => new OrderedDictionary<string, object?>
        {
            ["class_name"] = "TensorShape",
            ["items"] = shape.Select((size, axis) => axis == 0 && isOpen ? (object?)null : size).ToList(),
        }).ToList();
        return shapes.Count switch { 0 => null, 1 => shapes[0], _ => shapes };
    }

    private string PathOf(int number) => string.Join(".", Objects.Names(number).Prepend("root"));
}

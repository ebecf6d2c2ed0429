using System.Reflection;

namespace KerasLikeRnn.Layers;

/// <summary>
/// Layers to and from configurations, in Keras's form. A configuration is the constructor's arguments by name; each layer
/// shows them as properties of the same names.
/// </summary>
public static class LayerConfigs
{
    /// <summary>What configurations have besides arguments of constructors.</summary>
    private static readonly string[] adopted = [RNN.ConstantsKey, IVocabulary.IsGivenArgument, Discretization.LearntArgument];

    /// <summary>The layer that a configuration describes.</summary>
    /// <param name="config"><c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) by name.</param>
    /// <exception cref="ValueError">The class is unknown, or the configuration does not fit it.</exception>
    [KerasExport("keras.layers.deserialize")]
    public static Layer deserialize(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        var layer = Registry.Create<Layer>(config, custom_objects);
        var arguments = (IReadOnlyDictionary<string, object?>)config["config"]!;
        foreach (var name in adopted)
            if (arguments.TryGetValue(name, out var value)) ((IConfigurable)layer).Adopt(name, value);
        return layer;
    }

    /// <summary>A layer's class name and configuration.</summary>
    [KerasExport("keras.layers.serialize")]
    public static OrderedDictionary<string, object?> serialize(Layer layer) => Registry.Serialize(layer);

    /// <summary>
    /// The arguments of the layer's constructor, as the layer shows them; of a class of one's own those of the class of Keras's that it
    /// derives from.
    /// </summary>
    internal static OrderedDictionary<string, object?> Config(Layer layer)
    {
        if (layer.Kind is { Exported.IsAbstract: true, TellsConfig: false }) RefuseArguments(layer);
        var config = new OrderedDictionary<string, object?> { ["name"] = layer.name, ["trainable"] = layer.trainable };
        if (layer.BatchInputShape is { } shape) config["batch_input_shape"] = shape;
        config["dtype"] = layer.dtype_policy.Config;
        var type = IConfigurable.ClassOf(layer);
        var arguments = layer.Kind.Exported.IsAbstract ? [] : Arguments(layer.Kind.Exported);
        foreach (var name in arguments.Concat(type.GetCustomAttribute<KerasConfigAttribute>()?.Names ?? []))
            // A layer's shapes are where it has been, and never the arguments of these names.
            if (name is not (nameof(Layer.input_shape) or nameof(Layer.output_shape)) && !config.ContainsKey(name)
                && type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) is { } property)
                config[name] = Value(property.GetValue(layer), name);
        return config;
    }

    /// <summary>The arguments of a constructor besides those of all layers.</summary>
    private static IEnumerable<string> Arguments(Type type)
    {
        var constructor = Construction.Constructors(type).MaxBy(candidate => candidate.Parameters.Length);
        return Construction.Names((constructor?.Parameters ?? []).Where(parameter => parameter.Type != typeof(LayerOptions)));
    }

    /// <exception cref="NotSupportedException">A layer of one's own has arguments, of which nothing is known.</exception>
    private static void RefuseArguments(Layer layer)
    {
        var arguments = Arguments(IConfigurable.ClassOf(layer)).Except(["name", "trainable", "batch_input_shape", "dtype"]).ToArray();
        if (arguments.Length > 0)
            throw new NotSupportedException($$"""

                Layer {{layer.GetType().Name}} has arguments {{PythonText.List(arguments.Prepend("self"))}}
                in `__init__` and therefore must override `get_config()`.

                Example:

                class CustomLayer(int arg1, int arg2, LayerOptions? options = null) : Layer(options)
                {
                    public override OrderedDictionary<string, object?> get_config() =>
                        new(base.get_config()) { ["arg1"] = arg1, ["arg2"] = arg2 };
                }
                """);
    }

    private static object? Value(object? value, string name) => value switch
    {
        Activations.Activation activation => activation.Name,
        IConfigurable inner => Registry.SerializeAny(inner),
        IEnumerable<IRNNCell> cells => cells.Select(object? (cell) => serialize((Layer)cell)).ToList(),
        AxesLike axes => axes.Config,
        // Sizes are tuples in Python; lists of axes stay what they are.
        IReadOnlyList<int> sizes when name != "shared_axes" => new PythonTuple<int>(sizes),
        RandomKernelLike kernel => kernel.Config,
        _ => value,
    };
}

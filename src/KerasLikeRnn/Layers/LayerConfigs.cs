using System.Reflection;

namespace KerasLikeRnn.Layers;

/// <summary>
/// Layers to and from configurations, in Keras's form. A configuration is the constructor's arguments by name; each layer
/// shows them as properties of the same names.
/// </summary>
public static class LayerConfigs
{
    /// <summary>The layer that a configuration describes.</summary>
    /// <param name="config"><c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) by name.</param>
    /// <exception cref="ValueError">The class is unknown, or the configuration does not fit it.</exception>
    [KerasExport("keras.layers.deserialize")]
    public static Layer deserialize(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        var layer = Registry.Create<Layer>(config, custom_objects);
        var arguments = (IReadOnlyDictionary<string, object?>)config["config"]!;
        if (arguments.GetValueOrDefault(RNN.ConstantsKey) is int constants) (layer as ITakesConstants)?.ExpectConstants(constants);
        return layer;
    }

    /// <summary>A layer's class name and configuration.</summary>
    [KerasExport("keras.layers.serialize")]
    public static OrderedDictionary<string, object?> serialize(Layer layer) => Registry.Serialize(layer);

    /// <summary>The arguments of the layer's constructor, as the layer shows them.</summary>
    internal static OrderedDictionary<string, object?> Config(Layer layer)
    {
        var config = new OrderedDictionary<string, object?> { ["name"] = layer.name, ["trainable"] = layer.trainable };
        if (layer.BatchInputShape is { } shape) config["batch_input_shape"] = shape;
        config["dtype"] = layer.dtype;
        var type = IConfigurable.ClassOf(layer);
        var constructor = Construction.Constructors(type).MaxBy(candidate => candidate.Parameters.Length);
        var arguments = Construction.Names((constructor?.Parameters ?? []).Where(parameter => parameter.Type != typeof(LayerOptions)));
        foreach (var name in arguments.Concat(type.GetCustomAttribute<KerasConfigAttribute>()?.Names ?? []))
            // A layer's output_shape is where it has been, and never the argument of that name.
            if (name != nameof(Layer.output_shape) && !config.ContainsKey(name)
                && type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) is { } property)
                config[name] = Value(property.GetValue(layer), name);
        return config;
    }

    private static object? Value(object? value, string name) => value switch
    {
        Activations.Activation activation => activation.Name,
        IConfigurable inner => Registry.SerializeAny(inner),
        IEnumerable<Layer> several => several.Select(object? (inner) => serialize(inner)).ToList(),
        AxesLike axes => axes.Config,
        // Sizes are tuples in Python; lists of axes stay what they are.
        IReadOnlyList<int> sizes when name != "shared_axes" => new PythonTuple<int>(sizes),
        RandomKernelLike kernel => kernel.Config,
        _ => value,
    };
}

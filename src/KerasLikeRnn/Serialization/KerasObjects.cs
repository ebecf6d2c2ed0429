namespace KerasLikeRnn.Serialization;

/// <summary>Objects of Keras of any kind to and from configurations.</summary>
public static class KerasObjects
{
    /// <summary>A configuration of an object: <c>class_name</c> and <c>config</c>; the name of a function; null for none.</summary>
    /// <param name="instance">An object of Keras, one of a class derived from one, or a function.</param>
    /// <exception cref="ValueError">It has no configuration.</exception>
    [KerasExport("keras.utils.serialize_keras_object")]
    public static object? serialize_keras_object(object? instance) => instance switch
    {
        null => null,
        IConfigurable configurable => Registry.SerializeAny(configurable),
        Delegate function => Registry.NameOf(function),
        _ => throw new ValueError($"Cannot serialize {PythonText.Str(instance)}", nameof(instance)),
    };

    /// <summary>The object that a configuration describes, or the object or function of a name; null for none.</summary>
    /// <param name="identifier">What <see cref="serialize_keras_object"/> gave: a configuration, a name, or a function, which comes
    /// back.</param>
    /// <param name="module_objects">The classes (<c>typeof</c>) and functions that a name may stand for.</param>
    /// <param name="custom_objects">One's own, which come first.</param>
    /// <param name="printable_module_name">What such an object is called in messages.</param>
    /// <exception cref="ValueError">The name is unknown, or a configuration lacks <c>class_name</c> or <c>config</c>.</exception>
    [KerasExport("keras.utils.deserialize_keras_object")]
    public static object? deserialize_keras_object(
        object? identifier, IReadOnlyDictionary<string, object>? module_objects = null, IReadOnlyDictionary<string,
            object>? custom_objects = null,
        string printable_module_name = "object")
    {
        object Find(string name) =>
            custom_objects?.GetValueOrDefault(name) ?? CustomObjects.Find(name) ?? module_objects?.GetValueOrDefault(name)
            ?? throw new ValueError(
                $"Unknown {printable_module_name}: {name}. Please ensure this object is passed to the `custom_objects` argument. See "
                + "https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object for details.",
                    nameof(identifier));

        switch (identifier)
        {
            case null or Delegate: return identifier;
            case string name: return Find(name) is Type type ? Construction.Create(type, new Dictionary<string, object?>()) : Find(name);
            case IReadOnlyDictionary<string, object?> config: return Described(config, Find, custom_objects);
            default:
                throw new ValueError(
                    $"Could not interpret serialized {printable_module_name}: {PythonText.Str(identifier)}", nameof(identifier));
        }
    }

    private static object Described(
        IReadOnlyDictionary<string, object?> description, Func<string, object> find, IReadOnlyDictionary<string, object>? custom_objects)
    {
        if (description.GetValueOrDefault("class_name") is not string name
            || description.GetValueOrDefault("config") is not IReadOnlyDictionary<string, object?> config)
            throw new ValueError(
                $"Improper config format for {PythonText.Repr(description)}. "
                + "Expecting python dict contains `class_name` and `config` as keys", "identifier");
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        return find(name) is Type type ? Construction.FromConfig(type, config) : find(name);
    }
}

namespace KerasLikeRnn.Initializers;

/// <summary>Initializers by name and as configurations.</summary>
public static class InitializerConfigs
{
    /// <summary>The initializer that an identifier stands for, or null for none.</summary>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.initializers.get")]
    public static Initializer? get(InitializerLike? identifier) => identifier?.Value;

    /// <summary>The initializer of a name or a configuration, classes of one's own among them.</summary>
    /// <param name="config">A name, or <c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own initializers, or their classes (<c>typeof</c>), by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.initializers.deserialize")]
    public static Initializer deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Initializer>(config, custom_objects);

    /// <inheritdoc cref="deserialize(IReadOnlyDictionary{string, object?}, IReadOnlyDictionary{string, object}?)"/>
    [KerasExport("keras.initializers.deserialize")]
    public static Initializer deserialize(string config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Initializer>(config, custom_objects);

    /// <summary>An initializer's class name and configuration; a function's name; null for none.</summary>
    [KerasExport("keras.initializers.serialize")]
    public static object? serialize(Initializer? initializer) => Registry.SerializeAny(initializer);
}

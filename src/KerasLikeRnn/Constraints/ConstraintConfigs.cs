namespace KerasLikeRnn.Constraints;

/// <summary>Constraints by name and as configurations.</summary>
public static class ConstraintConfigs
{
    /// <summary>The constraint that an identifier stands for, or null for none.</summary>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.constraints.get")]
    public static Constraint? get(ConstraintLike? identifier) => identifier?.Value;

    /// <summary>The constraint of a name or a configuration, classes of one's own among them.</summary>
    /// <param name="config">A name, or <c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own constraints, or their classes (<c>typeof</c>), by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.constraints.deserialize")]
    public static Constraint deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Constraint>(config, custom_objects);

    /// <inheritdoc cref="deserialize(IReadOnlyDictionary{string, object?}, IReadOnlyDictionary{string, object}?)"/>
    [KerasExport("keras.constraints.deserialize")]
    public static Constraint deserialize(string config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Constraint>(config, custom_objects);

    /// <summary>A constraint's class name and configuration; a function's name; null for none.</summary>
    [KerasExport("keras.constraints.serialize")]
    public static object? serialize(Constraint? constraint) => Registry.SerializeAny(constraint);
}

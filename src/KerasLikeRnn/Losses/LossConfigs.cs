namespace KerasLikeRnn.Losses;

/// <summary>Losses by name and as configurations.</summary>
public static class LossConfigs
{
    /// <summary>The loss of a name, a function or a configuration, or the loss itself; null for null.</summary>
    /// <exception cref="ValueError">The name is unknown; the message names the nearest.</exception>
    [KerasExport("keras.losses.get")]
    public static Loss? get(LossLike? identifier) => identifier?.Value;

    /// <summary>Class name and configuration of a loss.</summary>
    [KerasExport("keras.losses.serialize")]
    public static OrderedDictionary<string, object?> serialize(Loss loss) => Registry.Serialize(loss);

    /// <summary>The loss of that name.</summary>
    /// <param name="name">A function or a class.</param>
    /// <param name="custom_objects">Further losses, or their classes (typeof), by name.</param>
    [KerasExport("keras.losses.deserialize")]
    public static Loss deserialize(string name, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Loss>(name, custom_objects);

    /// <summary>The loss of a class name and configuration.</summary>
    /// <param name="name">What <see cref="serialize"/> gave.</param>
    /// <param name="custom_objects">Further losses, or their classes (typeof), by name.</param>
    [KerasExport("keras.losses.deserialize")]
    public static Loss deserialize(IReadOnlyDictionary<string, object?> name, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Loss>(name, custom_objects);
}

namespace KerasLikeRnn.Regularizers;

/// <summary>Regularizers by name and as configurations.</summary>
public static class RegularizerConfigs
{
    /// <summary>Creates a penalty on absolute values and squares.</summary>
    /// <param name="l1">Factor of the absolute values.</param>
    /// <param name="l2">Factor of the squares.</param>
    /// <exception cref="ValueError">A factor is infinite or nan.</exception>
    [KerasExport("keras.regularizers.l1_l2")]
    public static L1L2 l1_l2(double l1 = 0.01, double l2 = 0.01) => new(l1, l2);

    /// <summary>The regularizer that an identifier stands for, or null for none.</summary>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.regularizers.get")]
    public static Regularizer? get(RegularizerLike? identifier) => identifier?.Value;

    /// <summary>The regularizer of a name or a configuration, classes of one's own among them.</summary>
    /// <param name="config">A name, or <c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own regularizers, or their classes (<c>typeof</c>), by name.</param>
    /// <exception cref="ValueError">The name is unknown, or the configuration does not fit.</exception>
    [KerasExport("keras.regularizers.deserialize")]
    public static Regularizer deserialize(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Regularizer>(config, custom_objects);

    /// <inheritdoc cref="deserialize(IReadOnlyDictionary{string, object?}, IReadOnlyDictionary{string, object}?)"/>
    [KerasExport("keras.regularizers.deserialize")]
    public static Regularizer deserialize(string config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        Registry.Create<Regularizer>(config, custom_objects);

    /// <summary>A regularizer's class name and configuration; a function's name; null for none.</summary>
    [KerasExport("keras.regularizers.serialize")]
    public static object? serialize(Regularizer? regularizer) => Registry.SerializeAny(regularizer);
}

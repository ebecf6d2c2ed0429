namespace KerasLikeRnn.TensorFlow;

/// <summary>Shape and type of a tensor that a function takes.</summary>
/// <param name="shape">Sizes of the axes, null for one that is free; a null shape leaves their number free too.</param>
/// <param name="dtype">Type of the elements.</param>
/// <param name="name">Name of the argument.</param>
[KerasExport("tf.TensorSpec")]
public sealed class TensorSpec(Shape? shape, string dtype = "float32", string? name = null)
{
    /// <summary>Sizes of the axes.</summary>
    public Shape? shape { get; } = shape;

    /// <summary>Type of the elements.</summary>
    public string dtype { get; } = DTypes.Parse(dtype).Name();

    /// <summary>Name of the argument.</summary>
    public string? name { get; } = name;

    internal InputSignature Signature => new(dtype, shape is { } sizes ? [.. sizes.Select(size => (long)(size ?? -1))] : null);

    /// <summary>Python's text.</summary>
    public override string ToString() =>
        $"TensorSpec(shape={shape?.ToString() ?? "<unknown>"}, dtype=tf.{dtype}, name={(name is null ? "None" : $"'{name}'")})";
}

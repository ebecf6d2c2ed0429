namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>
/// Shapes and types of a dataset's elements, nested as these are. It is made of <c>tf.TensorSpec(...)</c>, of types by their names, of
/// tuples of them, and of dictionaries: <c>(tf.TensorSpec([null, 3], "float32"), tf.TensorSpec([null], "int32"))</c>.
/// </summary>
public sealed class ElementSpec : IPrinted
{
    internal ElementSpec(Structure structure, PartSpec[] parts) => (Structure, Parts) = (structure, parts);

    /// <summary>Sizes of the axes where the elements are tensors, null for an unknown number of them.</summary>
    /// <exception cref="TypeError">The elements are no tensors.</exception>
    public Shape? shape => Single.Shape?.AsTensorShape();

    /// <summary>Type of the numbers where the elements are tensors.</summary>
    /// <exception cref="TypeError">The elements are no tensors.</exception>
    public ElementType dtype => new(Single.DType);

    internal Structure Structure { get; }

    internal PartSpec[] Parts { get; }

    private PartSpec Single => Structure.IsSingle ? Parts[0] : throw new TypeError($"The elements are no tensors: {this}");

    /// <summary>The part of a tuple.</summary>
    public ElementSpec this[int index] => Inner(index);

    /// <summary>The part of a dictionary.</summary>
    public ElementSpec this[string name] => Structure.Names?.ToList().IndexOf(name) is { } index and >= 0
        ? Inner(index)
        : throw new KeyNotFoundException($"There is no '{name}'. There are: {string.Join(", ", Structure.Names ?? [])}");

    public static implicit operator ElementSpec(TensorSpec spec) => Required.NotNull(spec) is var given
        ? Of(new PartSpec(given.shape, DTypes.Parse(given.dtype))) : null;

    public static implicit operator ElementSpec(string dtype) => Of(new PartSpec(null, DTypes.Parse(dtype)));

    public static implicit operator ElementSpec(Dictionary<string, TensorSpec> parts) => FromObject(Required.NotNull(parts));

    public static implicit operator ElementSpec(Dictionary<string, string> parts) => FromObject(Required.NotNull(parts));

    /// <summary>A tuple of specifications, or a type.</summary>
    /// <exception cref="TypeError">It holds something else.</exception>
    public static implicit operator ElementSpec(ValueType value) => FromObject(value);

    /// <summary>Python's text.</summary>
    public override string ToString() => Structure.Text(Array.ConvertAll(Parts, part => part.ToString()));

    /// <inheritdoc/>
    string IPrinted.Repr => ToString();

    internal static ElementSpec Of(PartSpec part) => new(Structure.Single, [part]);

    internal static ElementSpec Tuple(params ElementSpec[] parts) =>
        new(Structure.Tuple(Array.ConvertAll(parts, part => part.Structure)), [.. parts.SelectMany(part => part.Parts)]);

    internal static ElementSpec Of(Element element) =>
        new(element.Structure, Array.ConvertAll(element.Parts, part => new PartSpec(part.Shape, part.DType)));

    internal ElementSpec Map(Func<PartSpec, PartSpec> part) => new(Structure, Array.ConvertAll(Parts, spec => part(spec)));

    private ElementSpec Inner(int index)
    {
        var (inner, before) = (Structure.Inner[index < 0 ? index + Structure.Inner.Count : index], Structure.Before(index));
        return new(inner, Parts[before..(before + inner.Count)]);
    }

    private static ElementSpec FromObject(object? value) => value switch
    {
        ElementSpec spec => spec,
        TensorSpec spec => spec,
        string dtype => dtype,
        ElementType type => Of(new PartSpec(null, type.DType)),
        ITuple tuple => Tuple([.. Enumerable.Range(0, tuple.Length).Select(i => FromObject(tuple[i]))]),
        IDictionary parts => new(
            Structure.Dictionary([.. parts.Keys.Cast<string>()], [.. from object? part in parts.Values select FromObject(part).Structure]),
            [.. from object? part in parts.Values from inner in FromObject(part).Parts select inner]),
        _ =>
            throw new TypeError(
                $"`output_signature` must contain objects that are subclass of `tf.TypeSpec` but found {value?.GetType()} which is not."),
    };
}

/// <summary>Shape and type of a tensor, or what the elements of a dataset in its place are.</summary>
/// <param name="Shape">Sizes of the axes; null where their number is unknown.</param>
/// <param name="DType">Type of the elements.</param>
/// <param name="Dataset">The elements of a dataset.</param>
internal sealed record PartSpec(Shape? Shape, DType DType, ElementSpec? Dataset = null)
{
    /// <summary>With one more axis before the others.</summary>
    public PartSpec Batched(int? size) => this with { Shape = Shape is null ? null : new Shape(size).Concat(Shape) };

    /// <summary>Without the first axis.</summary>
    public PartSpec Unbatched() => this with { Shape = Shape?.Range(1, Shape.Rank) };

    /// <summary>What both may be.</summary>
    public PartSpec Or(PartSpec other) => this with
    {
        Shape = Shape is null || other.Shape is null || Shape.Rank != other.Shape.Rank
            ? null
            : Shape.Of([.. Shape.Dims.ToArray().Zip(other.Shape.Dims.ToArray(), (a, b) => a == b ? a : Shape.Unknown)]),
    };

    /// <inheritdoc/>
    public override string ToString() => Dataset is not null
        ? $"DatasetSpec({Dataset}, TensorShape([]))"
        : $"TensorSpec(shape={Shape?.ToString() ?? "<unknown>"}, dtype=tf.{DType.Name()}, name=None)";
}

namespace KerasLikeRnn.Layers;

/// <summary>
/// The shapes of several inputs or outputs, where Python has a list or dictionary of them: <c>(ShapeList)model.input_shape</c> gives
/// each. That of a single one has its sizes too.
/// </summary>
public sealed class ShapeList : Shape
{
    internal ShapeList(IReadOnlyList<Shape> shapes, IReadOnlyList<string>? names = null)
        : base(shapes.Count == 1 ? shapes[0].Dims.ToArray() : [], false) =>
        (this.shapes, this.names) = (shapes, names);

    /// <summary>Each shape, in the order of the inputs or outputs.</summary>
    public IReadOnlyList<Shape> shapes { get; }

    /// <summary>Names of the shapes, where they are a dictionary.</summary>
    public IReadOnlyList<string>? names { get; }

    /// <summary>One shape as Python gives it: by itself unless it has a name, several as a list.</summary>
    internal static Shape Of(IReadOnlyList<Shape> shapes, IReadOnlyList<string>? names = null) =>
        shapes.Count == 1 && names is null ? shapes[0] : new ShapeList(shapes, names);

    /// <summary>The shapes of a list; a single one is a list of one.</summary>
    internal static IReadOnlyList<Shape> Each(Shape shape) => Required.NotNull(shape) is ShapeList list ? list.shapes : [shape];

    /// <inheritdoc/>
    public override bool Equals(Shape? other) =>
        other is ShapeList list ? list.shapes.SequenceEqual(shapes) : shapes.Count == 1 && base.Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    /// <summary>Python's text: <c>[(None, 3), (None, 2)]</c>, <c>{'a': (None, 3)}</c>.</summary>
    public override string ToString() => names is null
        ? PythonText.List(shapes)
        : $"{{{string.Join(", ", names.Zip(shapes, (name, shape) => $"{PythonText.Quote(name)}: {shape}"))}}}";
}

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>
/// An element of a dataset: a tensor, a tuple or a dictionary of elements, in any depth. It is used as what it is: a tensor in
/// arithmetic and calls (<c>tf.cast(x, "float32") / 255.0</c>, <c>model[x]</c>), a tuple in an assignment
/// (<c>foreach (var (x, y) in ds)</c>), a dictionary by its keys (<c>x["title"]</c>).
/// </summary>
/// <remarks>
/// It is made of tensors, NumSharp and C# arrays, numbers, texts, tuples <c>(x, y)</c>, dictionaries, and lists, which are tensors as in
/// TensorFlow: <c>[1, 2, 3]</c>. Fractions of C# are float32, whole numbers int32 or int64; NumSharp's arrays keep their type.
/// </remarks>
[CollectionBuilder(typeof(Element), nameof(Create))]
public sealed partial class Element : IReadOnlyList<Element>, IPrinted
{
    private readonly bool asNumpy;
    private Tensor[]? parts;

    /// <summary>Begins a dictionary: <c>new() { ["title"] = a, ["body"] = b }</c>.</summary>
    public Element() : this(Structure.Dictionary([], []), []) { }

    internal Element(Structure structure, Tensor[] parts, bool asNumpy = false) =>
        (Structure, this.parts, this.asNumpy) = (structure, parts, asNumpy);

    /// <summary>A row of arrays that nobody has read: its tensors are made when they are asked for.</summary>
    internal Element(TensorSliceDataset slices, int row) => (Structure, Slices, Row) = (slices.Structure, slices, row);

    /// <summary>Number of parts of a tuple or dictionary; of a tensor the size of its first axis.</summary>
    public int Count => Structure.IsSingle ? Single.Shape.Dim(0) : Structure.Inner.Count;

    /// <summary>The keys of a dictionary; none for anything else.</summary>
    public IEnumerable<string> keys => Structure.Names ?? [];

    /// <summary>Sizes of the tensor's axes.</summary>
    /// <exception cref="TypeError">It is no tensor.</exception>
    public Shape shape => Single.Shape.AsTensorShape();

    /// <summary>Type of the tensor's elements.</summary>
    /// <exception cref="TypeError">It is no tensor.</exception>
    public ElementType dtype => new(Single.DType);

    /// <summary>How it is nested.</summary>
    internal Structure Structure { get; private set; }

    /// <summary>All tensors in it, in order.</summary>
    internal Tensor[] Parts => parts ??= Slices!.PartsOf(Row);

    /// <summary>The arrays that it is a row of; null for other elements.</summary>
    internal TensorSliceDataset? Slices { get; }

    /// <summary>Which row of them.</summary>
    internal int Row { get; }

    /// <summary>The only tensor.</summary>
    /// <exception cref="TypeError">There are several.</exception>
    internal Tensor Single => Structure.IsSingle ? Parts[0] : throw new TypeError(
        $"A tensor was expected. Received: {(Structure.Names is null ? "a tuple" : "a dictionary")} of {Count}. Take it apart first.");

    /// <summary>The part of a tuple, or the row of a tensor; negative positions count from the end.</summary>
    public Element this[int index] => Structure.IsSingle
        ? Of(Single[index])
        : Inner(index < 0 ? index + Count : index);

    /// <summary>A part of the tensor along several axes: <c>x[0, 0]</c>, <c>x[.., 1..]</c>.</summary>
    public Element this[Engine.Slice first, Engine.Slice second, params ReadOnlySpan<Engine.Slice> rest] =>
        Of(Single[[first, second, .. rest]]);

    /// <summary>The part of a dictionary.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Element this[string name]
    {
        get => IndexOf(name) is var index and >= 0
            ? Inner(index)
            : throw new KeyNotFoundException($"There is no '{name}' in the element. There are: {string.Join(", ", keys)}");
        set
        {
            var entries = keys.Select(key => (Key: key, Value: this[key])).ToList();
            if (IndexOf(name) is var index and >= 0) entries[index] = (name, Required.NotNull(value));
            else entries.Add((name, Required.NotNull(value)));
            var all = Dictionary(entries);
            (Structure, parts) = (all.Structure, all.Parts);
        }
    }

    /// <summary>The tensor's numbers.</summary>
    /// <exception cref="TypeError">It is no tensor.</exception>
    public NDArray numpy() => Arrays.FromTensor(Single);

    /// <summary>Builds a tensor from a list; a list of whatever is no tensor is a tuple.</summary>
    public static Element Create(ReadOnlySpan<Element> items)
    {
        var all = Required.NoneNull(items.ToArray(), nameof(items));
        return Array.TrueForAll(all, item => item.Structure.IsSingle && item.Parts[0] is not DatasetTensor)
            ? Of(StackedInOneType([.. all.Select(item => item.Parts[0])]))
            : Tuple(all);
    }

    /// <summary>Python's <c>x, y = element</c>.</summary>
    public void Deconstruct(out Element first, out Element second)
    {
        CheckCount(2);
        (first, second) = (this[0], this[1]);
    }

    /// <summary>Python's <c>x, y, w = element</c>.</summary>
    public void Deconstruct(out Element first, out Element second, out Element third)
    {
        CheckCount(3);
        (first, second, third) = (this[0], this[1], this[2]);
    }

    /// <summary>Python's <c>a, b, c, d = element</c>.</summary>
    public void Deconstruct(out Element first, out Element second, out Element third, out Element fourth)
    {
        CheckCount(4);
        (first, second, third, fourth) = (this[0], this[1], this[2], this[3]);
    }

    /// <inheritdoc/>
    public IEnumerator<Element> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's text.</summary>
    public override string ToString() => Structure.IsSingle && !asNumpy && Parts[0] is not DatasetTensor ? PythonText.Str(Parts[0])
        : Structure.IsSingle && asNumpy && Parts[0].DType != DType.String ? PythonText.Str(numpy())
        : Repr;

    /// <inheritdoc/>
    string IPrinted.Repr => Repr;

    private string Repr => Structure.Text(Array.ConvertAll(Parts, ShownInside));

    /// <summary>A tensor by itself.</summary>
    internal static Element Of(Tensor tensor) => new(Structure.Single, [tensor]);

    /// <summary>A tuple.</summary>
    internal static Element Tuple(params Element[] parts) =>
        new(Structure.Tuple(Array.ConvertAll(parts, part => part.Structure)), [.. parts.SelectMany(part => part.Parts)]);

    /// <summary>A dictionary.</summary>
    internal static Element Dictionary(IReadOnlyList<(string Key, Element Value)> parts) => new(
        Structure.Dictionary([.. parts.Select(part => part.Key)], [.. parts.Select(part => part.Value.Structure)]),
        [.. parts.SelectMany(part => part.Value.Parts)]);

    /// <summary>Other tensors in the same places.</summary>
    internal Element With(Tensor[] parts) => new(Structure, parts, asNumpy);

    /// <summary>The same, shown as NumPy shows it.</summary>
    internal Element AsNumpy() => new(Structure, Parts, asNumpy: true);

    /// <summary>The same rows, not read yet: those that somebody has read belong to whoever did.</summary>
    internal Element Again() => Slices is not null ? new(Slices, Row)
        : Array.Exists(Parts, part => part is Row) ? With(Array.ConvertAll(Parts, part => part is Row row ? row.Again() : part)) : this;

    /// <summary>The tensors as a model takes them: one, a list, or by names.</summary>
    internal Tensors ToTensors() => Structure.IsSingle ? Single
        : Structure.Names is { } names && Structure.Count == names.Count ? Tensors.Named(Parts, names)
        : Parts;

    private Element Inner(int index)
    {
        if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), Invariant($"There are {Count} parts."));
        var (inner, before) = (Structure.Inner[index], Structure.Before(index));
        return new(inner, Parts[before..(before + inner.Count)], asNumpy);
    }

    private void CheckCount(int expected)
    {
        if (Count < expected) throw new ValueError($"not enough values to unpack (expected {expected}, got {Count})");
        if (Count > expected) throw new ValueError($"too many values to unpack (expected {expected})");
    }

    private int IndexOf(string name) => Structure.Names?.ToList().IndexOf(name) ?? -1;

    private string ShownInside(Tensor part) => part is DatasetTensor set ? set.Dataset.ToString()
        : asNumpy ? TensorText.Numbers(part, PythonText.Repr)
        : PythonText.Repr(part);
}

namespace KerasLikeRnn.Layers;

/// <summary>What goes into or comes out of a layer: one tensor, or several, which may have names.</summary>
/// <remarks>
/// One tensor and a list of one are the same here; Python's tuple assignment works: <c>var (output, h, c) = lstm[x]</c>. Where Keras
/// gives lists in a list, as the states of stacked cells, this is one list of all, and assignment gives the lists:
/// <c>var (output, (h, c), state) = rnn[x]</c>; each can be handed on as it is, <c>initial_state: [list, state]</c>.
/// </remarks>
[CollectionBuilder(typeof(Tensors), nameof(Create))]
public sealed class Tensors : IReadOnlyList<Tensor>, Python.IPrinted
{
    private Tensor[] items;
    private int[]? sizes;
    private IReadOnlyList<string>? names;

    private Tensors(Tensor[] items, IReadOnlyList<string>? names = null, bool isList = true)
    {
        this.items = Array.Exists(items, item => item is TensorList) ? [.. items.SelectMany(item => (Tensors)item)] : items;
        (this.names, IsList) = (names, isList);
    }

    /// <summary>Begins a dictionary: <c>new() { ["title"] = a, ["body"] = b }</c>.</summary>
    public Tensors() => (items, names, IsList) = ([], [], true);

    /// <summary>Number of tensors.</summary>
    public int Count => items.Length;

    /// <summary>Names of the tensors, null where they have none.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <summary>Whether it was given as a list, even one of a single tensor.</summary>
    internal bool IsList { get; }

    /// <summary>Sizes of the axes of the only tensor.</summary>
    public Shape shape => ((Tensor)this).Shape.AsTensorShape();

    /// <summary>The only tensor's type.</summary>
    public Python.ElementType dtype => new(((Tensor)this).DType);

    /// <summary>The only tensor's numbers.</summary>
    public NDArray numpy() => Arrays.FromTensor(this);

    /// <summary>The tensor at a position, negative ones counted from the end.</summary>
    public Tensor this[int index] => items[index < 0 ? index + items.Length : index];

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is set where the tensors have no names.</exception>
    public Tensor this[string name]
    {
        get => IndexOf(name) is var index and >= 0
            ? items[index]
            : throw new KeyNotFoundException($"There is no tensor '{name}'. There are: {string.Join(", ", Names ?? [])}");
        set
        {
            if (names is null) throw new InvalidOperationException($"These tensors have no names: '{name}' cannot be set.");
            if (IndexOf(name) is var index and >= 0) items[index] = value;
            else (items, names) = ([.. items, value], [.. names, name]);
        }
    }

    /// <summary>Builds the list from a collection expression.</summary>
    public static Tensors Create(ReadOnlySpan<Tensor> items) => new(Required.NoneNull(items.ToArray(), nameof(items)));

    /// <summary>What a layer gives: one tensor, or several, with names or null for none.</summary>
    internal static Tensors Named(Tensor[] items, IReadOnlyList<string>? names) =>
        new(items, names, names is not null || items.Length != 1);

    /// <summary>The same tensors, taken apart as lists of those sizes; where they are not so many, as before.</summary>
    internal Tensors InLists(IEnumerable<int> sizes)
    {
        int[] given = [.. sizes];
        return given.Sum() != Count || given.Length == Count ? this : new(items) { sizes = given };
    }

    /// <summary>Other tensors in the places of these: one stays one, a list a list, a dictionary a dictionary.</summary>
    internal Tensors Map(Func<Tensor, Tensor> value) => new(Array.ConvertAll(items, item => value(item)), Names, IsList) { sizes = sizes };

    /// <summary>The same tensors; those of a dictionary in the order of their names, in which Keras takes it apart.</summary>
    internal Tensors InOrderOfNames() => names is null
        ? this
        : Named([.. names.Order(StringComparer.Ordinal).Select(name => this[name])], [.. names.Order(StringComparer.Ordinal)]);

    public void Deconstruct(out Tensor first, out Tensor second)
    {
        var all = Unpacked(2);
        (first, second) = (all[0], all[1]);
    }

    public void Deconstruct(out Tensor first, out Tensor second, out Tensor third)
    {
        var all = Unpacked(3);
        (first, second, third) = (all[0], all[1], all[2]);
    }

    public void Deconstruct(out Tensor first, out Tensor second, out Tensor third, out Tensor fourth)
    {
        var all = Unpacked(4);
        (first, second, third, fourth) = (all[0], all[1], all[2], all[3]);
    }

    public void Deconstruct(out Tensor first, out Tensor second, out Tensor third, out Tensor fourth, out Tensor fifth)
    {
        var all = Unpacked(5);
        (first, second, third, fourth, fifth) = (all[0], all[1], all[2], all[3], all[4]);
    }

    public static implicit operator TensorLike(Tensors tensors) =>
        Required.NotNull(tensors).IsList ? TensorLike.Create([.. tensors.Select(tensor => (TensorLike)tensor)]) : tensors[0];

    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Tensors?(Tensor? tensor) => 
        tensor is TensorList list ? list.Parts : tensor is null ? null : new([tensor], isList: false);

    /// <summary>All of them, for a tape to derive.</summary>
    public static implicit operator GradientTargets(Tensors tensors) => Required.NotNull(tensors).items;

    public static implicit operator Tensors(Variable variable) => new([Required.NotNull(variable).Value], isList: false);

    public static implicit operator Tensors(Tensor[] tensors) => new(Required.NoneNull(tensors));

    public static implicit operator Tensors(List<Tensor> tensors) => new(Required.NoneNull(tensors?.ToArray(), nameof(tensors)));

    /// <summary>What several layers gave, each one tensor: <c>model.layers.Select(layer => layer.output).ToArray()</c>.</summary>
    public static implicit operator Tensors(Tensors[] tensors) =>
        new(Array.ConvertAll(Required.NoneNull(tensors), tensor => (Tensor)tensor));

    public static implicit operator Tensors(KerasTensor[] tensors) => new([.. Required.NoneNull(tensors)]);

    public static implicit operator Tensors(Dictionary<string, Tensor> tensors) =>
        new([.. Required.NotNull(tensors).Values], [.. tensors.Keys]);

    public static implicit operator Tensors(NDArray array) => new([Arrays.ToTensor(array)], isList: false);

    public static implicit operator Tensors(NDArray[] arrays) => new([.. Required.NoneNull(arrays).Select(Arrays.ToTensor)]);

    /// <summary>A C# array of numbers or strings, of any rank.</summary>
    public static implicit operator Tensors(Array array) => new([Arrays.ToTensor(array)], isList: false);

    public static implicit operator Tensors(List<string> texts) =>
        new([StringTensors.From(Required.NotNull(texts).ToArray(), texts.Count)], isList: false);

    /// <summary>A single text.</summary>
    public static implicit operator Tensors(string text) => new([StringTensors.From([text], Shape.Scalar)], isList: false);

    /// <summary>The tensor, where there is exactly one.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator Tensor(Tensors tensors) => Required.NotNull(tensors).items is [var only]
        ? only
        : throw new InvalidOperationException($"One tensor was expected; there are {tensors.Count}. Take one by its index.");

    public static Tensor operator +(Tensors a, Tensors b) => (Tensor)a + (Tensor)b;

    public static Tensor operator +(Tensors a, Tensor b) => (Tensor)a + b;

    public static Tensor operator +(Tensors a, Variable b) => (Tensor)a + b;

    public static Tensor operator +(Variable a, Tensors b) => a + (Tensor)b;

    public static Tensor operator +(Tensor a, Tensors b) => a + (Tensor)b;

    public static Tensor operator +(Tensors a, double b) => (Tensor)a + b;

    public static Tensor operator +(double a, Tensors b) => a + (Tensor)b;

    public static Tensor operator -(Tensors a, Tensors b) => (Tensor)a - (Tensor)b;

    public static Tensor operator -(Tensors a, Tensor b) => (Tensor)a - b;

    public static Tensor operator -(Tensors a, Variable b) => (Tensor)a - b;

    public static Tensor operator -(Variable a, Tensors b) => a - (Tensor)b;

    public static Tensor operator -(Tensor a, Tensors b) => a - (Tensor)b;

    public static Tensor operator -(Tensors a, double b) => (Tensor)a - b;

    public static Tensor operator -(double a, Tensors b) => a - (Tensor)b;

    public static Tensor operator *(Tensors a, Tensors b) => (Tensor)a * (Tensor)b;

    public static Tensor operator *(Tensors a, Tensor b) => (Tensor)a * b;

    public static Tensor operator *(Tensors a, Variable b) => (Tensor)a * b;

    public static Tensor operator *(Variable a, Tensors b) => a * (Tensor)b;

    public static Tensor operator *(Tensor a, Tensors b) => a * (Tensor)b;

    public static Tensor operator *(Tensors a, double b) => (Tensor)a * b;

    public static Tensor operator *(double a, Tensors b) => a * (Tensor)b;

    public static Tensor operator /(Tensors a, Tensors b) => (Tensor)a / (Tensor)b;

    public static Tensor operator /(Tensors a, Tensor b) => (Tensor)a / b;

    public static Tensor operator /(Tensors a, Variable b) => (Tensor)a / b;

    public static Tensor operator /(Variable a, Tensors b) => a / (Tensor)b;

    public static Tensor operator /(Tensor a, Tensors b) => a / (Tensor)b;

    public static Tensor operator /(Tensors a, double b) => (Tensor)a / b;

    public static Tensor operator /(double a, Tensors b) => a / (Tensor)b;

    public static Tensor operator -(Tensors x) => -(Tensor)x;

    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Python's text: that of the tensor, or of a list.</summary>
    public override string ToString() => IsList ? Repr : Python.PythonText.Str(items[0]);

    /// <inheritdoc/>
    string Python.IPrinted.Repr => Repr;

    private string Repr => names is not null
        ? "{" + string.Join(", ", names.Zip(items, (name, item) => $"{Python.PythonText.Quote(name)}: {Python.PythonText.Repr(item)}"))
            + "}"
        : sizes is not null ? Python.PythonText.List(Lists().Select(object (list) => list.Count == 1 ? list[0] : list))
        : IsList ? Python.PythonText.List(items) : Python.PythonText.Repr(items[0]);

    private int IndexOf(string name) => names?.ToList().IndexOf(name) ?? -1;

    /// <summary>What assignment gives: the tensors, or lists of them.</summary>
    private Tensor[] Unpacked(int expected)
    {
        var all = sizes is null ? items : Array.ConvertAll(Lists(), list => list.Count == 1 ? list[0] : new TensorList(list));
        return all.Length == expected ? all : throw new ValueError(all.Length < expected
            ? Invariant($"not enough values to unpack (expected {expected}, got {all.Length})")
            : Invariant($"too many values to unpack (expected {expected}, got {all.Length})"));
    }

    private Tensors[] Lists()
    {
        var end = 0;
        return Array.ConvertAll(sizes!, size => (Tensors)items[end..(end += size)]);
    }
}

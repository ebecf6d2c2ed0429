namespace KerasLikeRnn.Models;

/// <summary>
/// Data for a model: one array, a list of arrays for a model with several inputs or outputs (<c>[a, b]</c>), a dictionary of arrays by
/// the names of inputs or outputs, or, to validate on, inputs with targets and sample weights: <c>(x, y)</c>, <c>(x, y, w)</c>.
/// </summary>
/// <remarks>
/// An array is a NumSharp array, a C# array of any rank, a rectangular array of arrays, or a list, of numbers or strings. The first axis
/// of each counts the samples.
/// </remarks>
[CollectionBuilder(typeof(DataLike), nameof(Create))]
public sealed class DataLike : IReadOnlyList<DataLike>, IPrinted
{
    private readonly ArrayData? array;
    private DataLike?[] parts = [];

    /// <summary>Arrays by the names of inputs or outputs: <c>new() { ["text"] = x, ["author"] = y }</c>.</summary>
    public DataLike() => Names = [];

    /// <summary>Data that give their batches by themselves.</summary>
    internal DataLike(IBatches batches) => Batches = batches;

    private DataLike(ArrayData array) => this.array = array;

    private DataLike(DataLike?[] parts, IReadOnlyList<string>? names = null) =>
        (this.parts, Names) = (parts.Length > 0 ? parts : throw Empty(), names);

    /// <summary>Number of parts of a list, dictionary or tuple; 1 for an array.</summary>
    public int Count => array is null ? parts.Length : 1;

    /// <summary>Sizes of the array's axes.</summary>
    /// <exception cref="ValueError">It is not one array.</exception>
    public Shape Shape => Only.Shape;

    /// <summary>Names of the arrays, null where they have none.</summary>
    internal IReadOnlyList<string>? Names { get; private set; }

    /// <summary>What gives the batches, where these are no arrays.</summary>
    internal IBatches? Batches { get; }

    /// <summary>Number of samples.</summary>
    internal int Samples => Arrays[0].Samples;

    /// <summary>All arrays of inputs, targets or weights.</summary>
    /// <exception cref="ValueError">There is none, or a list within a list.</exception>
    internal ArrayData[] Arrays => array is not null ? [array] : parts.Length > 0 ? Array.ConvertAll(parts, part => Of(part).Only)
        : Batches is not null ? [Only] : throw Empty();

    private ArrayData Only => array ?? throw new ValueError(
        "One array was expected. Received: "
        + (Batches is not null ? Batches.ToString() : parts.Length == 0 ? "none" : Invariant($"a list of {parts.Length}")) + ".");

    /// <summary>The part at a position.</summary>
    public DataLike this[int index] => array is null ? Of(parts[index])
        : index == 0 ? this
        : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The array of that name.</summary>
    public DataLike this[string name]
    {
        get => IndexOf(name) is var index and >= 0
            ? Of(parts[index])
            : throw new KeyNotFoundException($"There is no array '{name}'. There are: {string.Join(", ", Names ?? [])}");
        set
        {
            if (Names is null) throw new NotSupportedException("Only arrays by name, `new() { [\"a\"] = x }`, take another.");
            if (IndexOf(name) is var index and >= 0) parts[index] = value;
            else (parts, Names) = ([.. parts, value], [.. Names, name]);
        }
    }

    /// <summary>
    /// Batches that an iterator gives one after another, Python's generator: <c>(x, y)</c>, <c>(x, y, sample_weight)</c> or <c>x</c>.
    /// fit and its like take iterators as they are; this is for places beside, such as dictionaries.
    /// </summary>
    /// <param name="generator">The batches. Each run begins the iterator anew, and its epochs go on where the last one stopped.</param>
    public static DataLike From(IEnumerable generator) => new(new Generator(Required.NotNull(generator)));

    /// <summary>Batches that an asynchronous iterator gives one after another; each is waited for.</summary>
    /// <param name="generator">The batches.</param>
    public static DataLike From<T>(IAsyncEnumerable<T> generator) => new(Generator.Of(Required.NotNull(generator)));

    /// <summary>Builds the list from a collection expression.</summary>
    public static DataLike Create(ReadOnlySpan<DataLike> parts) => new([.. parts]);

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator DataLike?(NDArray? array) => array is null ? null : new(ArrayData.Of(array));

    /// <summary>An array of numbers or strings, or of arrays; NumSharp arrays in it are a list.</summary>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator DataLike?(Array? array) => array switch
    {
        null => null,
        NDArray[] arrays => new(Array.ConvertAll(arrays, item => (DataLike?)item)),
        DataLike[] data => new(data),
        _ => new(ArrayData.Of(array)),
    };

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<float>? values) => values?.ToArray();

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<double>? values) => values?.ToArray();

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<int>? values) => values?.ToArray();

    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator DataLike?(List<string>? texts) => texts?.ToArray();

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(List<NDArray>? arrays) => arrays?.ToArray();

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(Dictionary<string, NDArray>? arrays) =>
        arrays is null ? null : new([.. arrays.Values.Select(item => (DataLike?)item)], [.. arrays.Keys]);

    public static implicit operator DataLike((DataLike X, DataLike? Y) data) => new([data.X, data.Y]);

    public static implicit operator DataLike((DataLike X, DataLike? Y, DataLike? SampleWeight) data) =>
        new([data.X, data.Y, data.SampleWeight]);

    string IPrinted.Repr => Batches is { } made ? made.ToString()! : array is not null ? PythonText.Repr(Printed(array))
        : Names is { } names
        ? $"{{{string.Join(", ", parts.Select((part, i) => $"{PythonText.Repr(names[i])}: {PythonText.Repr(part)}"))}}}"
        : $"({string.Join(", ", parts.Select(part => PythonText.Repr(part)))})";

    /// <summary>One array as NumPy prints it, several as Python prints a tuple or a dictionary.</summary>
    public override string ToString() => array is not null ? PythonText.Str(Printed(array)) : ((IPrinted)this).Repr;

    /// <summary>The only array.</summary>
    /// <exception cref="ValueError">It is not one array of numbers.</exception>
    public NDArray numpy() => Only.ToNumPy();

    /// <summary>Python's <c>x, y = batch</c>, of arrays.</summary>
    /// <exception cref="ValueError">It is not two arrays of numbers.</exception>
    public void Deconstruct(out NDArray x, out NDArray y) => (x, y) = (Part(0, 2), Part(1, 2));

    /// <summary>Python's <c>x, y, sample_weight = batch</c>, of arrays.</summary>
    /// <exception cref="ValueError">It is not three arrays of numbers.</exception>
    public void Deconstruct(out NDArray x, out NDArray y, out NDArray sample_weight) =>
        (x, y, sample_weight) = (Part(0, 3), Part(1, 3), Part(2, 3));

    public IEnumerator<DataLike> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Inputs, targets and sample weights of data to validate on.</summary>
    /// <exception cref="ValueError">There are no inputs, or more than these three.</exception>
    internal (DataLike X, DataLike? Y, DataLike? SampleWeight) Unpacked() => parts switch
    {
        _ when array is not null || Names is not null || Batches is not null => (this, null, null),
        [{ } x] => (x, null, null),
        [{ } x, var y] => (x, y, null),
        [{ } x, var y, var weight] => (x, y, weight),
        _ => throw new ValueError(
            $"Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: {parts.Length} parts."),
    };

    /// <summary>A range of the samples, in the same memory.</summary>
    internal DataLike Range(int start, int end) => array is not null
        ? new(array.Range(start, end))
        : new(Array.ConvertAll(parts, part => (DataLike?)Of(part).Range(start, end)), Names);

    /// <summary>The samples of those numbers as tensors.</summary>
    internal Tensors Rows(ReadOnlyMemory<int> rows) =>
        array is not null ? array.Rows(rows) : Tensors.Named(Array.ConvertAll(Arrays, one => one.Rows(rows)), Names);

    /// <summary>All samples as tensors.</summary>
    internal Tensors All() => array is not null ? AllOf(array) : Tensors.Named(Array.ConvertAll(Arrays, AllOf), Names);

    /// <summary>A batch that code of the user's gives.</summary>
    /// <exception cref="ValueError">It is no data.</exception>
    internal static DataLike OfObject(object? batch) =>
        FromObject(batch) ?? throw new ValueError("A batch of data was expected from the generator. Received: None");

    private static Tensor AllOf(ArrayData array) => array.Rows(Enumerable.Range(0, array.Samples).ToArray());

    private static DataLike? FromObject(object? value) => value switch
    {
        null => null,
        DataLike data => data,
        Sequence sequence => sequence,
        NDArray array => array,
        Array array => array,
        List<float> values => values,
        List<double> values => values,
        List<int> values => values,
        List<string> texts => texts,
        List<NDArray> arrays => arrays,
        Dictionary<string, NDArray> arrays => arrays,
        ITuple tuple => new([.. Enumerable.Range(0, tuple.Length).Select(i => FromObject(tuple[i]))]),
        _ => throw new ValueError(
            $"Failed to find data adapter that can handle input: {value.GetType()}. Give an array, whose first axis counts the samples, or "
            + $"several: [a, b]."),
    };

    private static object Printed(ArrayData array) =>
        array.DType == DType.String ? $"<texts of shape {array.Shape}>" : array.ToNumPy();

    private NDArray Part(int index, int expected) => parts.Length == expected
        ? this[index].numpy()
        : throw new ValueError(Invariant(
            $"{(parts.Length > expected ? "too many" : "not enough")} values to unpack (expected {expected}, got {Count})"));

    private static DataLike Of(DataLike? part) => part ?? throw new ValueError("An array was expected among the data. Received: None");

    private static ValueError Empty() => new("Expected at least one array of data. Received an empty list.");

    private int IndexOf(string name) => Names?.ToList().IndexOf(name) ?? -1;
}

namespace KerasLikeRnn.Models;

/// <summary>
/// Data for a model: one array, a list of arrays for a model with several inputs or outputs (<c>[a, b]</c>), or a dictionary of
/// arrays by the names of inputs or outputs. The first axis of each counts the samples.
/// </summary>
[CollectionBuilder(typeof(DataLike), nameof(Create))]
public sealed class DataLike : IReadOnlyList<ArrayData>
{
    private ArrayData[] arrays;

    /// <summary>Arrays by the names of inputs or outputs: <c>new() { ["text"] = x, ["author"] = y }</c>.</summary>
    public DataLike() => (arrays, Names, IsList) = ([], [], true);

    private DataLike(ArrayData[] arrays, IReadOnlyList<string>? names = null, bool isList = false)
    {
        if (arrays.Length == 0) throw Empty();
        (this.arrays, Names, IsList) = (arrays, names, isList || names is not null);
    }

    /// <summary>Number of arrays.</summary>
    public int Count => arrays.Length;

    /// <summary>Names of the arrays, null where they have none.</summary>
    internal IReadOnlyList<string>? Names { get; private set; }

    /// <summary>Whether arrays were given as a list or dictionary, even if there is only one.</summary>
    internal bool IsList { get; }

    /// <summary>Number of samples.</summary>
    internal int Samples => arrays.Length > 0 ? arrays[0].Samples : throw Empty();

    /// <summary>The array at a position.</summary>
    public ArrayData this[int index] => arrays[index];

    /// <summary>The array of that name.</summary>
    public ArrayData this[string name]
    {
        get => IndexOf(name) is var index and >= 0 ? arrays[index] : throw new KeyNotFoundException($"There is no array '{name}'. There are: {string.Join(", ", Names ?? [])}");
        set
        {
            if (Names is null) throw new NotSupportedException("Only arrays by name, `new() { [\"a\"] = x }`, take another.");
            if (IndexOf(name) is var index and >= 0) arrays[index] = value;
            else (arrays, Names) = ([.. arrays, value], [.. Names, name]);
        }
    }

    /// <summary>Builds the list from a collection expression.</summary>
    public static DataLike Create(ReadOnlySpan<ArrayData> arrays) => new(arrays.ToArray(), isList: true);

    public static implicit operator DataLike(ArrayData array) => new([array]);

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator DataLike?(NDArray? array) => array is null ? null : new([array]);

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator DataLike?(Array? array) => array is null ? null : new([array]);

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<float>? values) => values is null ? null : new([values]);

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<double>? values) => values is null ? null : new([values]);

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator DataLike?(List<int>? values) => values is null ? null : new([values]);

    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator DataLike?(List<string>? texts) => texts is null ? null : new([texts]);

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(NDArray[]? arrays) => arrays is null ? null : new([.. arrays.Select(array => (ArrayData)array)], isList: true);

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(List<NDArray>? arrays) => arrays is null ? null : new([.. arrays.Select(array => (ArrayData)array)], isList: true);

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(Dictionary<string, NDArray>? arrays) => arrays is null ? null : new([.. arrays.Values.Select(array => (ArrayData)array)], [.. arrays.Keys]);

    [return: NotNullIfNotNull(nameof(arrays))]
    public static implicit operator DataLike?(Dictionary<string, ArrayData>? arrays) => arrays is null ? null : new([.. arrays.Values], [.. arrays.Keys]);

    public IEnumerator<ArrayData> GetEnumerator() => ((IEnumerable<ArrayData>)arrays).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => arrays.GetEnumerator();

    private static ValueError Empty() => new("Expected at least one array of data. Received an empty list.");

    private int IndexOf(string name) => Names?.ToList().IndexOf(name) ?? -1;

    /// <summary>A range of the samples, in the same memory.</summary>
    internal DataLike Range(int start, int end) => new(Array.ConvertAll(arrays, array => array.Range(start, end)), Names, IsList);

    /// <summary>The samples of those numbers as tensors.</summary>
    internal Tensors Rows(ReadOnlyMemory<int> rows)
    {
        var tensors = new Tensor[arrays.Length];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = arrays[i].Rows(rows);
        return Tensors.Named(tensors, Names);
    }
}

namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// A table, in the place of pandas's: columns of equal length by their names, arrays or lists of texts, numbers, or lists of texts.
/// <c>new() { ["filename"] = files, ["class"] = classes }</c>
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "pandas's name.")]
public sealed class DataFrame : IEnumerable<KeyValuePair<string, IList>>
{
    private readonly OrderedDictionary<string, IList> columns = [];

    /// <summary>Number of rows.</summary>
    public int Count => columns.Count == 0 ? 0 : columns.GetAt(0).Value.Count;

    /// <summary>A column.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    /// <exception cref="ValueError">It has another number of rows than those there are.</exception>
    public IList this[string column]
    {
        get => columns.GetValueOrDefault(Required.NotNull(column)) ?? throw new KeyNotFoundException(
            $"There is no column '{column}' in the data frame. There are: {string.Join(", ", columns.Keys)}");
        set
        {
            if (columns.Count > 0 && Required.NotNull(value).Count != Count)
                throw new ValueError(
                    Invariant($"Length of values ({value.Count}) does not match length of index ({Count})"), nameof(column));
            columns[column] = Required.NotNull(value);
        }
    }

    public static implicit operator DataFrame(Dictionary<string, string[]> columns) => Of(Required.NotNull(columns));

    public static implicit operator DataFrame(Dictionary<string, List<string>> columns) => Of(Required.NotNull(columns));

    public static implicit operator DataFrame(Dictionary<string, Array> columns) => Of(Required.NotNull(columns));

    public static implicit operator DataFrame(Dictionary<string, IList> columns) => Of(Required.NotNull(columns));

    /// <summary>Columns by their names.</summary>
    /// <exception cref="TypeError">One is no list.</exception>
    public static implicit operator DataFrame(Dictionary<string, object> columns) => Of(Required.NotNull(columns));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, IList>> GetEnumerator() => columns.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static DataFrame Of(IDictionary columns)
    {
        var frame = new DataFrame();
        foreach (DictionaryEntry column in columns)
            frame[(string)column.Key] = column.Value as IList ?? throw new TypeError(
                $"A column of a data frame is an array or a list. Received: {column.Key} of "
                + $"{column.Value?.GetType().ToString() ?? "null"}");
        return frame;
    }
}

/// <summary>The name of a column, or those of several; "class" where nothing is given.</summary>
public readonly struct ColumnNames
{
    private readonly string[]? names;

    private ColumnNames(string[] names, bool isList) => (this.names, IsList) = (names, isList);

    /// <summary>Whether it is a list, of whatever length.</summary>
    internal bool IsList { get; }

    /// <summary>The names.</summary>
    internal string[] Names => names ?? ["class"];

    public static implicit operator ColumnNames(string name) => new([Required.NotNull(name)], isList: false);

    public static implicit operator ColumnNames(string[] names) => new([.. Required.NotNull(names)], isList: true);

    public static implicit operator ColumnNames(List<string> names) => new([.. Required.NotNull(names)], isList: true);
}

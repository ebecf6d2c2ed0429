namespace KerasLikeRnn.Serialization;

/// <summary>
/// An argument of <c>compile</c> for a model's outputs: one value for all (<c>"mse"</c>), a list (<c>["mse", "mae"]</c>), or a dictionary
/// by output name (<c>new() { ["a"] = "mse", ["b"] = ["acc", "mae"] }</c>).
/// </summary>
/// <typeparam name="T">What is wanted for an output: an object (or its name, or a function), or a number.</typeparam>
[CollectionBuilder(typeof(PerOutput), nameof(PerOutput.Create))]
public sealed class PerOutput<T> : IEnumerable<PerOutput<T>?>
{
    private readonly object? one;
    private readonly IReadOnlyList<PerOutput<T>?>? list;
    private readonly Dictionary<string, PerOutput<T>?>? byName;

    /// <summary>An empty dictionary by output name: <c>new() { ["a"] = "mse" }</c>.</summary>
    public PerOutput() => byName = [];

    private PerOutput(object? one, IReadOnlyList<PerOutput<T>?>? list = null) => (this.one, this.list) = (one, list);

    /// <summary>What is given for the output of that name.</summary>
    public PerOutput<T>? this[string output] { get => ByName[output]; set => ByName[output] = value; }

    private Dictionary<string, PerOutput<T>?> ByName =>
        byName ?? throw new NotSupportedException("Only a dictionary by output name, `new() { [\"a\"] = \"mse\" }`, has names.");

    /// <summary>Whether it is one value, or a flat list, meant for every output.</summary>
    internal bool IsForAll => byName is null && list?.Any(entry => entry?.list is not null) != true;

    /// <summary>Every value named anywhere.</summary>
    internal IEnumerable<object> All => one is not null ? [one]
        : (list ?? byName?.Values ?? (IEnumerable<PerOutput<T>?>)[]).OfType<PerOutput<T>>().SelectMany(inner => inner.All);

    /// <summary>The only value; null for none.</summary>
    /// <exception cref="ValueError">There are several.</exception>
    internal object? Single => All.Take(2).ToArray() switch
    {
        [] => null,
        [var only] => only,
        _ => throw new ValueError("An output takes one value here. Received: several"),
    };

    /// <summary>What is given for each output; null for nothing.</summary>
    /// <param name="outputs">Names of the outputs.</param>
    /// <param name="argument">Name of the argument, for messages.</param>
    /// <exception cref="ValueError">The list or the dictionary does not fit the outputs.</exception>
    internal IReadOnlyList<PerOutput<T>?> Each(IReadOnlyList<string> outputs, string argument) =>
        byName is not null ? PerOutput.InOrder(byName, outputs)
        : list is null ? [.. outputs.Select(_ => this)]
        : list.Count == outputs.Count ? list
        : throw new ValueError(
            $"`{argument}` has {list.Count} entries for {outputs.Count} outputs: {PerOutput.Quoted(outputs)}. "
            + $"Give one for each output, or a dictionary by output name.", argument);

    /// <summary>The argument that a value without a type of its own stands for.</summary>
    internal static PerOutput<T>? Of(object? value) => value switch
    {
        null => null,
        PerOutput<T> whole => whole,
        Array several => several,
        _ => new(value),
    };

    /// <summary>The argument in the form it has in configurations: objects as such, functions by their names.</summary>
    internal object? Config() => byName is not null
        ? new OrderedDictionary<string, object?>(byName.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.Config())))
        : list is not null ? list.Select(entry => entry?.Config()).ToList()
        : one switch
        {
            Delegate function => Registry.NameOf(function),
            IConfigurable instance => Registry.SerializeAny(instance),
            _ => one,
        };

    /// <summary>The argument of a configuration.</summary>
    /// <param name="config">An object's configuration or name, a number, a list, or a dictionary by output name.</param>
    /// <param name="make">Makes the object of a class name with its configuration.</param>
    internal static PerOutput<T>? FromConfig(object? config, Func<IReadOnlyDictionary<string, object?>, T> make) => config switch
    {
        IReadOnlyDictionary<string, object?> dictionary when dictionary.ContainsKey("class_name") => Of(make(dictionary)),
        IReadOnlyDictionary<string, object?> dictionary => OfNames(dictionary.ToDictionary(
            entry => entry.Key, entry => FromConfig(entry.Value, make))),
        IEnumerable<object?> values => OfList([.. values.Select(value => FromConfig(value, make))]),
        // Names of one's own are known while the configuration is read, and perhaps no longer when a batch comes.
        string name => Of(CustomObjects.Find(name) switch
        {
            null => name,
            Type => make(PerOutput.Configured(name)),
            Delegate function => CustomObjects.Named(function, name),
            var own => own,
        }),
        _ => Of(config),
    };

    internal static PerOutput<T> OfList(IReadOnlyList<PerOutput<T>?> list) => new(null, list);

    /// <inheritdoc/>
    public IEnumerator<PerOutput<T>?> GetEnumerator() => (list ?? byName?.Values ?? (IEnumerable<PerOutput<T>?>)[this]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator PerOutput<T>(T value) => new((object?)value);

    public static implicit operator PerOutput<T>(string? name) => new(name);

    public static implicit operator PerOutput<T>(Delegate? function) => new(function);

    public static implicit operator PerOutput<T>(Array list) => new(null, [.. list.Cast<object?>().Select(Of)]);

    public static implicit operator PerOutput<T>(Dictionary<string, T> values) => OfNames(values);

    public static implicit operator PerOutput<T>(Dictionary<string, string> names) => OfNames(names);

    public static implicit operator PerOutput<T>(Dictionary<string, PerOutput<T>> values) => OfNames(values);

    private static PerOutput<T> OfNames<TValue>(Dictionary<string, TValue> values)
    {
        var all = new PerOutput<T>();
        foreach (var (name, value) in values) all[name] = Of(value);
        return all;
    }
}

/// <summary>What is given for each of a model's outputs.</summary>
public static class PerOutput
{
    /// <summary>Builds the list from a collection expression.</summary>
    public static PerOutput<T> Create<T>(ReadOnlySpan<PerOutput<T>?> values) => PerOutput<T>.OfList(values.ToArray());

    /// <summary>The entries of a dictionary in the outputs' order, the default where an output is not named.</summary>
    /// <exception cref="ValueError">A key is no output.</exception>
    internal static IReadOnlyList<T?> InOrder<T>(IReadOnlyDictionary<string, T> byName, IReadOnlyList<string> outputs)
    {
        var unknown = byName.Keys.Where(name => !outputs.Contains(name)).ToArray();
        if (unknown.Length > 0)
            throw new ValueError(
                $"Found unexpected losses or metrics that do not correspond to any Model output: {Quoted(unknown)}. "
                + $"Valid mode output names: {Quoted(outputs)}.", nameof(byName));
        return outputs.Select(name => byName.GetValueOrDefault(name)).ToArray();
    }

    /// <summary>The configuration of a class's object with default arguments.</summary>
    internal static IReadOnlyDictionary<string, object?> Configured(string name) => new Dictionary<string, object?>
    {
        ["class_name"] = name,
        ["config"] = new Dictionary<string, object?>(),
    };

    internal static string Quoted(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";
}

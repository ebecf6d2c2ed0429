namespace KerasLikeRnn.Serialization;

/// <summary>
/// What <c>keras.callbacks.BackupAndRestore</c> keeps of a run. One method does for both directions: a value handed to <c>keep</c> comes
/// back as it is while a backup is written, and as it was then where a run is resumed.
/// </summary>
/// <example>
/// <code>
/// class Patience : keras.callbacks.Callback
/// {
///     private int wait;
///     protected internal override void on_backup(BackupState state) => wait = state.keep("wait", wait);
/// }
/// </code>
/// </example>
public sealed class BackupState
{
    // What the keys of tensors begin with: of arrays, of lists of the keys of variables, and of variables that no object holds.
    private const string OfRun = "fit/";
    private const string OfVariables = "fit.variables/";
    private const string OfOthers = "fit.others/";

    private readonly Dictionary<string, NDArray> values = [];
    private readonly Dictionary<string, IReadOnlyList<Variable>> variables = [];
    private readonly Dictionary<string, string[]> keys = [];
    private readonly string prefix = "";
    private readonly string source;
    private readonly string remedy;

    /// <summary>To be filled.</summary>
    internal BackupState() => (source, remedy) = ("", "");

    private BackupState(string source, string remedy) => (this.source, this.remedy, is_restoring) = (source, remedy, true);

    private BackupState(BackupState whole, string prefix)
    {
        (values, variables, keys) = (whole.values, whole.variables, whole.keys);
        (source, remedy, is_restoring, this.prefix) = (whole.source, whole.remedy, whole.is_restoring, prefix);
    }

    /// <summary>Whether a run is resumed, so that values come back as they were.</summary>
    public bool is_restoring { get; }

    /// <summary>What a checkpoint holds of a run; null where it is none that <see cref="Write"/> wrote.</summary>
    /// <param name="bundle">Its tensors.</param>
    /// <param name="remedy">What to do where they do not fit.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static BackupState? Read(TensorBundle bundle, string remedy)
    {
        var state = new BackupState(bundle.Prefix, remedy);
        foreach (var entry in bundle.Entries.Values)
            if (entry.Key.StartsWith(OfRun, StringComparison.Ordinal))
                state.values[entry.Key[OfRun.Length..]] = bundle.ReadArray(entry);
            else if (entry.Key.StartsWith(OfVariables, StringComparison.Ordinal))
                state.keys[entry.Key[OfVariables.Length..]] =
                    Array.ConvertAll(bundle.ReadStrings(bundle.Find(entry.Key)), Encoding.UTF8.GetString);
        return state.values.Count > 0 ? state : null;
    }

    /// <summary>Writes all that is kept into a checkpoint.</summary>
    /// <param name="bundle">Its tensors.</param>
    /// <param name="keyOf">The key of a variable that is written already, as one of an object; null for others.</param>
    internal void Write(TensorBundleWriter bundle, Func<Variable, string?> keyOf)
    {
        foreach (var (name, array) in values) bundle.Add(OfRun + name, array);
        foreach (var (name, list) in variables)
        {
            var places = list.Select((variable, i) => keyOf(variable) ?? Invariant($"{OfOthers}{name}/{i}")).ToArray();
            bundle.AddStrings(OfVariables + name, Shape.Of(list.Count), [.. places.Select(Encoding.UTF8.GetBytes)]);
            foreach (var (variable, key) in list.Zip(places))
                if (key.StartsWith(OfOthers, StringComparison.Ordinal)) bundle.Add(key, variable.Shape, variable.Elements);
        }
    }

    /// <summary>A whole number.</summary>
    /// <param name="name">Its name among the values of this object.</param>
    /// <param name="value">What it is.</param>
    /// <exception cref="InvalidDataException">The backup holds something else under that name, or nothing.</exception>
    public long keep(string name, long value) => Keep(name, [value])[0];

    /// <inheritdoc cref="keep(string, long)"/>
    public int keep(string name, int value) => checked((int)keep(name, (long)value));

    /// <summary>A truth value.</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public bool keep(string name, bool value) => keep(name, value ? 1L : 0) != 0;

    /// <summary>A number, to the last bit.</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public double keep(string name, double value) => Numbers<double>(name, keep(name, (NDArray?)np.array([value])), 1)[0];

    /// <summary>A number or null.</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public double? keep(string name, double? value)
    {
        var kept = keep(name, value is { } number ? np.array([number]) : null);
        return kept is null ? null : Numbers<double>(name, kept, 1)[0];
    }

    /// <summary>A text or null.</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public string? keep(string name, string? value)
    {
        // NumPy's arrays of texts are not NumSharp's: the characters' numbers.
        var kept = keep(name, value is null ? null : np.array(value.Select(character => (int)character).ToArray()));
        return kept is null ? null : string.Concat(Numbers<int>(name, kept).Select(character => (char)character));
    }

    /// <summary>An array or null.</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public NDArray? keep(string name, NDArray? value)
    {
        name = prefix + Required.NotEmpty(name);
        if (is_restoring) return values.GetValueOrDefault(name);
        if (value is not null && !values.TryAdd(name, value))
            throw new ValueError($"A backup keeps one value of each name. Received '{name}' twice.", nameof(name));
        return value;
    }

    /// <summary>Arrays, or null: the weights of a model (<c>get_weights</c>).</summary>
    /// <inheritdoc cref="keep(string, long)"/>
    public NDArray[]? keep(string name, NDArray[]? value)
    {
        var count = keep(name, value?.LongLength ?? -1);
        return count < 0 ? null : Kept().ToArray();

        IEnumerable<NDArray> Kept()
        {
            for (var i = 0; i < count; i++)
                yield return keep(Invariant($"{name}/{i}"), value?[i]) ?? throw Missing(Invariant($"{name}/{i}"));
        }
    }

    /// <summary>Whole numbers.</summary>
    internal long[] Keep(string name, long[] numbers) => Numbers<long>(name, keep(name, (NDArray?)np.array(numbers)));

    /// <summary>The values of a part, whose names begin with its own.</summary>
    internal BackupState Of(string part) => new(this, $"{prefix}{part}/");

    /// <summary>Whether there is anything of this part.</summary>
    internal bool HasAny => values.Keys.Concat(keys.Keys).Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Random streams, by the numbers that they note.</summary>
    internal void Keep(string name, Action<StreamNumbers> streams)
    {
        if (is_restoring)
        {
            DamagedFile.Within($"{source}: {prefix}{name}", () =>
            {
                streams(new StreamNumbers(Keep(name, Array.Empty<long>())));
                return true;
            });
            return;
        }
        var numbers = new StreamNumbers();
        streams(numbers);
        Keep(name, numbers.Noted);
    }

    /// <summary>What variables hold. Nothing is set before all of them fit.</summary>
    /// <exception cref="ValueError">The backup is of others.</exception>
    internal void Keep(string name, IReadOnlyList<Variable> variables)
    {
        if (is_restoring) Restore(name, variables);
        else this.variables.Add(prefix + name, variables);
    }

    private void Restore(string name, IReadOnlyList<Variable> variables)
    {
        var places = keys.GetValueOrDefault(prefix + name) ?? throw Missing(name);
        if (places.Length != variables.Count)
            throw new ValueError(
                $"The backup {source} is of another model: it has {places.Length} variables under '{prefix}{name}', this one has "
                + $"{variables.Count}. {remedy}.");
        using var bundle = TensorBundle.Open(source);
        var entries = Array.ConvertAll(places, bundle.Find);
        foreach (var (variable, entry) in variables.Zip(entries))
            if (variable.Shape != entry.Shape || variable.DType != entry.Type.Type)
                throw new ValueError(
                    $"The backup {source} is of another model: it has {entry.Type.Name} of shape {entry.Shape} for {variable.Name}, which "
                    + $"is {variable.DType.Name()} of shape {variable.Shape}. {remedy}.");
        using var lasting = MemoryScope.Lasting();
        foreach (var (variable, entry) in variables.Zip(entries)) bundle.Read(entry, variable.ToOverwrite());
    }

    private T[] Numbers<T>(string name, NDArray? array, int? count = null) where T : unmanaged
    {
        if (array is null) throw Missing(name);
        if (array.typecode != NPTypeCode<T>() || array.ndim != 1 || (count is not null && array.size != count))
            throw new InvalidDataException(
                $"{source} is no sound backup: '{prefix}{name}' is an array of {array.dtype.name} of shape {(Shape)array.shape}. "
                + $"{remedy}.");
        return array.ToArray<T>()!;
    }

    private static NPTypeCode NPTypeCode<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Int64 => NumSharp.NPTypeCode.Int64,
        TypeCode.Int32 => NumSharp.NPTypeCode.Int32,
        _ => NumSharp.NPTypeCode.Double,
    };

    private InvalidDataException Missing(string name) =>
        new($"{source} is no sound backup: it has no '{prefix}{name}'. {remedy}.");
}

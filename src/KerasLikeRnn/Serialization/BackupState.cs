using System.Runtime.InteropServices;

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
    private readonly Dictionary<string, NDArray> values;
    private readonly string prefix = "";
    private readonly string source;
    private readonly string remedy;

    /// <summary>To be filled.</summary>
    internal BackupState() => (values, source, remedy) = ([], "", "");

    /// <summary>What a file held.</summary>
    /// <param name="values">Its arrays.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="remedy">What to do where they do not fit.</param>
    internal BackupState(Dictionary<string, NDArray> values, string path, string remedy) =>
        (this.values, source, this.remedy, is_restoring) = (values, path, remedy, true);

    private BackupState(BackupState whole, string prefix) =>
        (values, source, remedy, is_restoring, this.prefix) = (whole.values, whole.source, whole.remedy, whole.is_restoring, prefix);

    /// <summary>Whether a run is resumed, so that values come back as they were.</summary>
    public bool is_restoring { get; }

    /// <summary>All arrays by their names.</summary>
    internal IReadOnlyDictionary<string, NDArray> Values => values;

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
    internal bool HasAny => values.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

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
        using var scope = MemoryScope.OfThread();
        if (!is_restoring)
        {
            keep(name, (long)variables.Count);
            for (var i = 0; i < variables.Count; i++) keep(Numbered(i), Arrays.FromTensor(variables[i].Current));
            return;
        }
        var count = keep(name, 0L);
        if (count != variables.Count)
            throw new ValueError(
                $"The backup {source} is of another model: it has {count} variables under '{prefix}{name}', this one has "
                + $"{variables.Count}. {remedy}.");
        var arrays = variables.Select((_, i) => keep(Numbered(i), (NDArray?)null) ?? throw Missing(Numbered(i))).ToArray();
        foreach (var (variable, array) in variables.Zip(arrays))
            if (variable.Shape != (Shape)array.shape)
                throw new ValueError(
                    $"The backup {source} is of another model: it has an array of shape {(Shape)array.shape} for {variable.Name}, whose "
                    + $"shape is {variable.Shape}. {remedy}.");
        foreach (var (variable, array) in variables.Zip(arrays)) variable.Assign(Ops.Cast(Arrays.ToTensor(array), variable.DType));

        string Numbered(int i) => Invariant($"{name}/{i}");
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

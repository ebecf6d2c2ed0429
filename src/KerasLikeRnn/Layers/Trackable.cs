namespace KerasLikeRnn.Layers;

/// <summary>
/// What an object holds under a name, as Keras 2.9 tracks it: checkpoints, and the archives of Keras 3, find weights by such names.
/// </summary>
/// <param name="Name">The name, that of Python's attribute.</param>
/// <param name="Value">A variable, a number that changes, or what holds such.</param>
internal readonly record struct Trackable(string Name, object Value)
{
    /// <summary>What is inside of an object, by name. An object may have several names.</summary>
    public static IEnumerable<Trackable> Of(object owner) => owner is ITrackable holder ? holder.Trackables() : [];

    /// <summary>What fields of a user's class hold: the value itself, or its list or dictionary; null for what holds nothing.</summary>
    public static Trackable? OfField(string name, object? value) => value switch
    {
        ITrackable or Variable => new(name, value),
        null or string or Tensor => null,
        Array array when array.GetType().GetElementType()!.IsPrimitive => null,
        ICollection collection when new TrackedItems(collection) is var items && items.Trackables().Any() => new(name, items),
        _ => null,
    };
}

/// <summary>An object that holds variables, or others that do, under names.</summary>
internal interface ITrackable
{
    /// <summary>What it holds, in Keras's order.</summary>
    IEnumerable<Trackable> Trackables();
}

/// <summary>A list, whose items are named by their places, or a dictionary, whose items are named by their keys.</summary>
internal sealed record TrackedItems(ICollection Collection) : ITrackable
{
    /// <inheritdoc/>
    public IEnumerable<Trackable> Trackables()
    {
        var place = 0;
        foreach (var item in Collection)
        {
            var (name, value) = item is DictionaryEntry entry
                ? (Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry.Value)
                : (Invariant($"{place++}"), item);
            if (Collection is IDictionary && item is not DictionaryEntry) continue;
            if (Trackable.OfField(name, value) is { } trackable) yield return trackable;
        }
    }

    /// <summary>Whether it is the same collection.</summary>
    public bool Equals(TrackedItems? other) => ReferenceEquals(Collection, other?.Collection);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Collection);
}

/// <summary>Named things that lie together, such as the parts of an optimizer's state.</summary>
internal sealed record TrackedGroup(object Owner, string Name, params IReadOnlyList<Trackable> Items) : ITrackable
{
    /// <inheritdoc/>
    public IEnumerable<Trackable> Trackables() => Items;

    /// <summary>Whether it is the same part of the same object.</summary>
    public bool Equals(TrackedGroup? other) => ReferenceEquals(Owner, other?.Owner) && Name == other?.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Owner), Name);
}

/// <summary>Tensors whose sizes change, which Keras keeps in a variable of open shape or in a table, and which are neither here.</summary>
/// <param name="Owner">Whose they are.</param>
/// <param name="Name">Its name for them.</param>
/// <param name="Attribute">What they are to a checkpoint.</param>
/// <param name="Parts">What their keys end with, and their types.</param>
/// <param name="Get">Gives them.</param>
/// <param name="Set">Takes them.</param>
internal sealed record TrackedTensors(
    object Owner, string Name, string Attribute, IReadOnlyList<(string End, DType DType)> Parts, Func<Tensor[]> Get, Action<Tensor[]> Set)
{
    /// <summary>A variable of open shape.</summary>
    public static Trackable Variable(object owner, string name, DType dtype, Func<Tensor> get, Action<Tensor> set) =>
        new(name, new TrackedTensors(owner, name, "VARIABLE_VALUE", [("", dtype)], () => [get()], parts => set(parts[0])));

    /// <summary>A table of keys and whole numbers (MutableHashTable).</summary>
    public static Trackable Table(object owner, string name, DType keys, Func<Tensor[]> get, Action<Tensor[]> set) =>
        new(name, new TrackedTensors(owner, name, "", [("table-keys", keys), ("table-values", DType.Int64)], get, set));

    /// <summary>Whether they are the same ones of the same object.</summary>
    public bool Equals(TrackedTensors? other) => ReferenceEquals(Owner, other?.Owner) && Name == other?.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Owner), Name);
}

/// <summary>A number that Keras keeps in a scalar variable and that is none here, such as a learning rate.</summary>
internal sealed record TrackedNumber(object Owner, string Name, DType DType, Func<double> Get, Action<double> Set)
{
    /// <summary>Whether it is the same number of the same object.</summary>
    public bool Equals(TrackedNumber? other) => ReferenceEquals(Owner, other?.Owner) && Name == other?.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Owner), Name);
}

using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// Keeps variables, and all objects that hold some, in files: those of models, layers, optimizers, metrics, and lists and dictionaries
/// of them. Objects are found by the names under which they are given and hold each other.
/// </summary>
/// <remarks>
/// Names that are no parameter are given in pairs: <c>tf.train.Checkpoint(("encoder", encoder), ("step", step))</c>.
/// </remarks>
[KerasExport("tf.train.Checkpoint")]
public sealed class Checkpoint : ITrackable
{
    private const string Counter = "save_counter";

    private readonly object? root;
    private readonly SortedDictionary<string, Trackable> given = new(StringComparer.Ordinal);
    private Variable? counter;

    /// <summary>Chooses what is kept.</summary>
    /// <param name="root">An object that the others count to, as a model: then what it holds stands at the root of the checkpoint.</param>
    /// <param name="model">A model, under that name.</param>
    /// <param name="optimizer">An optimizer, under that name.</param>
    /// <param name="step">A variable that counts steps, under that name.</param>
    /// <param name="net">A model, under that name.</param>
    /// <param name="kwargs">Objects under other names.</param>
    /// <exception cref="ValueError">An object holds no variables, or a name is taken.</exception>
    public Checkpoint(
        object? root = null, Layer? model = null, Optimizer? optimizer = null, Variable? step = null, Layer? net = null,
        IReadOnlyDictionary<string, object>? kwargs = null)
    {
        if (root is not (null or ITrackable)) throw NotTrackable(nameof(root), root);
        this.root = root;
        (string Name, object? Value)[] named =
            [(nameof(model), model), (nameof(optimizer), optimizer), (nameof(step), step), (nameof(net), net)];
        foreach (var (name, value) in named)
            if (value is not null) Add(name, value);
        foreach (var (name, value) in kwargs ?? new Dictionary<string, object>()) Add(name, value);
    }

    /// <summary>The same of objects with their names.</summary>
    public Checkpoint(params (string Name, object Value)[] kwargs) : this(null, kwargs) { }

    /// <summary>The same of objects that count to another one, with their names.</summary>
    public Checkpoint(object? root, params (string Name, object Value)[] kwargs)
        : this(root, kwargs: Required.NotNull(kwargs).ToDictionary(entry => entry.Name, entry => entry.Value)) { }

    /// <summary>How many times <see cref="save"/> was called: the number of the last checkpoint.</summary>
    public Variable save_counter
    {
        get
        {
            using var lasting = MemoryScope.Lasting();
            return counter ??= new Variable(Tensor.Scalar(0L), $"{Counter}:0", trainable: false);
        }
    }

    /// <summary>An object by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public object this[string name] => given.TryGetValue(name, out var trackable)
        ? trackable.Value is TrackedItems items ? items.Collection : trackable.Value
        : throw new KeyNotFoundException($"The checkpoint has no object '{name}', only {PythonText.List(given.Keys)}.");

    /// <inheritdoc/>
    IEnumerable<Trackable> ITrackable.Trackables() => Attached;

    private IReadOnlyList<Trackable> Attached =>
        [.. given.Values, .. counter is null ? [] : new Trackable[] { new(Counter, counter) }];

    /// <summary>Writes a checkpoint under a number, and makes it the latest one of its folder.</summary>
    /// <param name="file_prefix">Path and name that the files begin with, before the number.</param>
    /// <param name="options">Options of TensorFlow: not supported, must be null.</param>
    /// <returns>What the files begin with, to be given to <see cref="restore"/>.</returns>
    /// <exception cref="IOException">The files cannot be written; what was there before is whole.</exception>
    public string save(string file_prefix, object? options = null)
    {
        Required.NotEmpty(file_prefix);
        RefuseOptions(options);
        var number = CountUp();
        try
        {
            var path = write(Invariant($"{file_prefix}-{number}"));
            new CheckpointState(path, [path], [], 0).Write(Path.GetDirectoryName(path) ?? "");
            return path;
        }
        catch
        {
            save_counter.Assign(Tensor.Scalar(number - 1));
            throw;
        }
    }

    /// <summary>Writes a checkpoint under that very name, and nothing else.</summary>
    /// <param name="file_prefix">What the files begin with.</param>
    /// <param name="options">Options of TensorFlow: not supported, must be null.</param>
    /// <returns>The same prefix.</returns>
    /// <exception cref="IOException">The files cannot be written; what was there before is whole.</exception>
    public string write(string file_prefix, object? options = null)
    {
        Required.NotEmpty(file_prefix);
        RefuseOptions(options);
        CheckpointFormat.Write(file_prefix, Root, Extras);
        return file_prefix;
    }

    /// <summary>Restores a checkpoint that <see cref="save"/> wrote, here or in TensorFlow.</summary>
    /// <param name="save_path">What its files begin with, or a SavedModel folder; null for nothing.</param>
    /// <param name="options">Options of TensorFlow: not supported, must be null.</param>
    /// <returns>What has become of it. Variables that do not exist yet get their values when they come into being.</returns>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="ValueError">A value does not fit its variable; nothing has changed then.</exception>
    public CheckpointLoadStatus restore(string? save_path, object? options = null)
    {
        _ = save_counter;
        return read(save_path, options);
    }

    /// <summary>Restores a checkpoint that <see cref="write"/> wrote.</summary>
    /// <inheritdoc cref="restore"/>
    public CheckpointLoadStatus read(string? save_path, object? options = null)
    {
        RefuseOptions(options);
        return new(save_path is null ? null : Restoration.Start(CheckpointFormat.PrefixOf(save_path), Root, Extras));
    }

    /// <summary>The next number.</summary>
    internal long CountUp()
    {
        var number = (long)save_counter.Current.Item() + 1;
        save_counter.Assign(Tensor.Scalar(number));
        return number;
    }

    internal static void RefuseOptions(object? options) => Model.RefuseTensorFlowOptions(options, nameof(options));

    private object Root => root ?? this;

    private IReadOnlyList<Trackable> Extras => root is null ? [] : [.. Attached, new("root", root)];

    private void Add(string name, object value)
    {
        var trackable = Trackable.OfField(name, value)
            ?? (value is ICollection empty ? new Trackable(name, new TrackedItems(empty)) : throw NotTrackable(name, value));
        if (root is not null && Trackable.Of(root).FirstOrDefault(its => its.Name == name).Value is { } its && its != trackable.Value)
            throw new ValueError($"Cannot create a Checkpoint with keyword argument {name} if root.{name} already exists.", name);
        if (!given.TryAdd(name, trackable)) throw new ValueError($"The name '{name}' is given twice.", name);
    }

    private static ValueError NotTrackable(string name, object value) => new(
        $"`Checkpoint` was expecting {name} to be a trackable object (an object derived from `Trackable`), got {PythonText.Str(value)}. "
        + "Models, layers, optimizers, metrics, variables, lists and dictionaries of them are such.", name);
}

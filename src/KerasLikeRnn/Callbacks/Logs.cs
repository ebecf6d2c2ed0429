namespace KerasLikeRnn.Callbacks;

/// <summary>
/// What callbacks are told: names with their values in order, for example <c>{'loss': 0.5, 'acc': 0.8, 'val_loss': 0.6}</c>.
/// Written <c>logs["loss"]</c> as in Python; a callback may add values for those that come after it.
/// </summary>
public sealed class Logs : PythonDictionary<double>
{
    private readonly HashSet<string> singlePrecision = [];
    private Action<Logs>? compute;

    /// <summary>Logs that hold nothing yet.</summary>
    public Logs() { }

    /// <summary>Logs whose values are computed when somebody first reads them.</summary>
    /// <param name="compute">Sets the values. What it reads must not change before <see cref="Compute"/>.</param>
    internal Logs(Action<Logs> compute) => this.compute = compute;

    /// <summary>Whether the values are still to be computed.</summary>
    internal bool AreUnread => compute is not null;

    /// <summary>The value of a name, or null.</summary>
    public double? get(string name) => TryGetValue(name, out var value) ? value : null;

    /// <summary>The value of a name, or <paramref name="otherwise"/>.</summary>
    public double get(string name, double otherwise) => get(name) ?? otherwise;

    /// <summary>Sets the values of <paramref name="other"/>.</summary>
    public void update(Logs other)
    {
        foreach (var (name, value) in other)
            if (other.singlePrecision.Contains(name)) SetSinglePrecision(name, value);
            else this[name] = value;
    }

    /// <summary>Appends or replaces a value; lets <c>new Logs { { "loss", 0.5 } }</c> be written.</summary>
    public void Add(string name, double value) => this[name] = value;

    /// <summary>Appends or replaces a value; lets <c>new Logs { { "loss", loss } }</c> be written in a training step.</summary>
    public void Add(string name, Tensor value)
    {
        Required.NotNull(value);
        this[name] = value.Item();
    }

    /// <summary>
    /// Python's <c>{m.name: m.result() for m in self.metrics}</c>: <c>metrics.ToDictionary(m => m.name, m => m.result())</c>.
    /// </summary>
    public static implicit operator Logs(Dictionary<string, Tensor> values)
    {
        Required.NotNull(values);
        var logs = new Logs();
        foreach (var (name, value) in values) logs.Add(name, value);
        return logs;
    }

    /// <summary>Computes the values, unless that was done: who keeps the logs finds those of this moment.</summary>
    internal void Compute()
    {
        var pending = compute;
        compute = null;
        pending?.Invoke(this);
    }

    /// <summary>Keeps the values for a backup of a run.</summary>
    internal Logs Kept(BackupState state)
    {
        var kept = new Logs();
        var names = Keys.ToArray();
        var count = state.keep("count", names.Length);
        for (var i = 0; i < count; i++)
        {
            var name = state.keep(Invariant($"{i}/name"), state.is_restoring ? null : names[i]) ?? "";
            var value = state.keep(Invariant($"{i}/value"), state.is_restoring ? 0.0 : this[name]);
            var isSingle = state.keep(Invariant($"{i}/is_single"), singlePrecision.Contains(name));
            if (isSingle) kept.SetSinglePrecision(name, value);
            else kept[name] = value;
        }
        return kept;
    }

    /// <summary>An independent copy.</summary>
    internal Logs Copy()
    {
        var copy = new Logs();
        copy.update(this);
        return copy;
    }

    /// <summary>
    /// Sets a value that is a <c>numpy.float32</c> in Keras, as the learning rate is: its text has a float32's digits.
    /// </summary>
    internal void SetSinglePrecision(string name, double value)
    {
        this[name] = value;
        singlePrecision.Add(name);
    }

    /// <summary>A value as Python writes it.</summary>
    internal string Text(string name) =>
        singlePrecision.Contains(name) ? PythonNumber.Repr((float)this[name]) : PythonNumber.Repr(this[name]);

    /// <summary>
    /// The value that a history keeps. A float32 number becomes the decimal that stands for it, 0.01 and not
    /// 0.009999999776482582, so that a printed history shows what Python's shows.
    /// </summary>
    internal double HistoryValue(string name) =>
        singlePrecision.Contains(name) ? double.Parse(Text(name), CultureInfo.InvariantCulture) : this[name];

    /// <summary>Python's text: <c>{'loss': 0.5, 'acc': 1.0}</c>.</summary>
    public override string ToString() => $"{{{string.Join(", ", Keys.Select(name => $"'{name}': {Text(name)}"))}}}";

    private protected override OrderedDictionary<string, double> Entries
    {
        get
        {
            Compute();
            return base.Entries;
        }
    }

    private protected override void Set(string key, double value)
    {
        singlePrecision.Remove(key);
        base.Set(key, value);
    }

    private protected override string TextOf(double value) => PythonNumber.Repr(value);
}

namespace KerasLikeRnn.Metrics;

/// <summary>
/// The <c>metrics</c> argument of compile: a list for all outputs (<c>["acc", "mae"]</c>), a list of lists with one for
/// each output, or a dictionary by output name.
/// </summary>
[CollectionBuilder(typeof(MetricsLike), nameof(Create))]
public sealed class MetricsLike : IReadOnlyList<MetricLike?>
{
    private readonly MetricLike[] metrics;
    private readonly IReadOnlyList<MetricsLike>? each;
    private readonly Dictionary<string, MetricsLike>? byName;

    /// <summary>Metrics by output name: <c>metrics: new() { ["a"] = ["acc", "mse"], ["b"] = "mae" }</c>.</summary>
    public MetricsLike() : this([], null, []) { }

    private MetricsLike(
        IEnumerable<MetricLike?> metrics, IReadOnlyList<MetricsLike>? each = null, Dictionary<string, MetricsLike>? byName = null)
    {
        this.metrics = [.. metrics.OfType<MetricLike>()];
        this.each = each;
        this.byName = byName;
    }

    /// <summary>Number of metrics in the list.</summary>
    public int Count => metrics.Length;

    /// <summary>The metric at a position of the list.</summary>
    public MetricLike? this[int index] => metrics[index];

    /// <summary>The metrics of the output of that name.</summary>
    public MetricsLike this[string output] { get => ByName[output]; set => ByName[output] = value; }

    private Dictionary<string, MetricsLike> ByName =>
        byName ?? throw new NotSupportedException("Only metrics by output name, `new() { [\"a\"] = \"acc\" }`, have names.");

    /// <summary>Whether the list is meant for every output, so that several outputs need metrics of their own.</summary>
    internal bool IsForAll => each is null && byName is null;

    /// <summary>Every metric named anywhere.</summary>
    internal IEnumerable<MetricLike> All => metrics.Concat(((IEnumerable<MetricsLike>?)each ?? byName?.Values ?? Enumerable.Empty<MetricsLike>()).SelectMany(inner => inner.All));

    /// <summary>Builds the list from a collection expression; null stands for no metric.</summary>
    public static MetricsLike Create(ReadOnlySpan<MetricLike?> metrics)
    {
        var all = metrics.ToArray();
        return all.Any(metric => metric?.List is not null)
            ? new([], Array.ConvertAll(all, metric => metric is null ? [] : (MetricsLike)metric)) : new(all);
    }

    /// <summary>The metrics of each output.</summary>
    /// <exception cref="ValueError">The lists or the dictionary do not fit the outputs.</exception>
    internal IReadOnlyList<MetricLike[]> PerOutput(IReadOnlyList<string> outputs)
    {
        if (byName is not null) return OutputNames.InOrder(byName, outputs).Select(list => list?.metrics ?? []).ToArray();
        if (each is not null) return OutputNames.OneEach(each, outputs, "metrics").Select(list => list.metrics).ToArray();
        return outputs.Select(_ => metrics).ToArray();
    }

    public static implicit operator MetricsLike(string name) => new([name]);

    public static implicit operator MetricsLike(Metric metric) => new([metric]);

    public static implicit operator MetricsLike(MetricLike metric) => new(metric.List ?? [metric]);

    public static implicit operator MetricsLike(MetricLike?[] metrics) => new(metrics);

    public static implicit operator MetricsLike(string?[] names) => new(names.Select(name => (MetricLike?)name));

    public static implicit operator MetricsLike(MetricLike[][] metrics) => new([], metrics.Select(list => new MetricsLike(list)).ToArray());

    public static implicit operator MetricsLike(string[][] names) => new([], names.Select(list => (MetricsLike)list).ToArray());

    public static implicit operator MetricsLike(Dictionary<string, MetricsLike> metrics) => new([], null, metrics);

    public static implicit operator MetricsLike(Dictionary<string, string> names) =>
        new([], null, names.ToDictionary(pair => pair.Key, pair => (MetricsLike)pair.Value));

    public IEnumerator<MetricLike?> GetEnumerator() => ((IEnumerable<MetricLike?>)metrics).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => metrics.GetEnumerator();
}

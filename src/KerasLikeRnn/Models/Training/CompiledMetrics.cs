using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>
/// What <c>compile</c> makes of its <c>metrics</c> and <c>weighted_metrics</c>: metric objects, made at the first batch,
/// when the shapes tell which accuracy is meant, under names that are unique in the model.
/// </summary>
public sealed class CompiledMetrics
{
    private readonly PerOutput<Metric> given;
    private readonly PerOutput<Metric> givenWeighted;
    private readonly bool areNamed;
    private readonly (bool Metrics, bool Weighted) isGiven;
    private IReadOnlyList<string>? outputNames;
    private IReadOnlyList<string>? outputKeys;
    private Metric[][] plain = [];
    private Metric[][] weighted = [];
    private Metric[]? inOrder;

    /// <summary>Takes the arguments of compile.</summary>
    /// <param name="metrics">Metrics that ignore sample weights; null for none.</param>
    /// <param name="weighted_metrics">Metrics that use sample weights; null for none.</param>
    /// <param name="output_names">Names of the outputs; null where the first batch is to tell.</param>
    /// <param name="keys">Names by which dictionaries go, where they are others.</param>
    /// <param name="areNamed">Whether metric objects have their final names, as those of a saved model do.</param>
    /// <exception cref="ValueError">A metric object is given twice.</exception>
    internal CompiledMetrics(
        PerOutput<Metric>? metrics, PerOutput<Metric>? weighted_metrics = null,
        IReadOnlyList<string>? output_names = null, IReadOnlyList<string>? keys = null, bool areNamed = false)
    {
        this.areNamed = areNamed;
        isGiven = (metrics is not null, weighted_metrics is not null);
        given = metrics ?? [];
        givenWeighted = weighted_metrics ?? [];
        (outputNames, outputKeys) = (output_names, keys ?? output_names);
        foreach (var name in All.OfType<string>()) NamedMetric.Require(name);
        var twice = All.OfType<Metric>().GroupBy(metric => metric).Where(group => group.Count() > 1).Select(group => group.Key.ToString())
            .ToArray();
        if (twice.Length > 0)
            throw new ValueError(
                "Found duplicated metrics object in the user provided metrics and weighted metrics. This will cause the same metric object "
                + "to be updated multiple times, and report wrong results. \n"
                + $"Duplicated items: [{string.Join(", ", twice)}]", nameof(metrics));
    }

    /// <summary>The metric objects in the order of their results. Empty before the first batch.</summary>
    public IReadOnlyList<Metric> metrics => inOrder ?? [];

    /// <summary>Whether there is nothing left to make at the first batch.</summary>
    internal bool IsBuilt => inOrder is not null || !All.Any();

    /// <summary>What compile was given, or the metric objects of each output that have been made of it.</summary>
    internal (PerOutput<Metric>? Metrics, PerOutput<Metric>? Weighted) Given => (
        isGiven.Metrics ? Made(plain) ?? given : null, isGiven.Weighted ? Made(weighted) ?? givenWeighted : null);

    /// <summary>What compile was given.</summary>
    private IEnumerable<object> All => given.All.Concat(givenWeighted.All);

    /// <summary>Names and results, for each output first the metrics, then the weighted ones. Empty before the first batch.</summary>
    /// <exception cref="NotSupportedException">A metric gives several numbers.</exception>
    public IEnumerable<KeyValuePair<string, double>> Results => metrics.Select(metric => KeyValuePair.Create(metric.name, metric.Value));

    /// <summary>Forgets all batches, at the beginning of an epoch.</summary>
    public void reset_state()
    {
        foreach (var metric in inOrder ?? All.OfType<Metric>()) metric.reset_state();
    }

    /// <summary>Takes in a batch, in a step of one's own.</summary>
    /// <param name="y_true">Targets of each output; null for none.</param>
    /// <param name="y_pred">Each output.</param>
    /// <param name="sample_weight">Weights of each output's samples, which only the weighted metrics use.</param>
    public void update_state(Tensors? y_true, Tensors y_pred, Tensors? sample_weight = null) => update_state(
        y_true ?? (IReadOnlyList<Tensor?>)new Tensor?[y_pred.Count], y_pred, sample_weight, [.. y_pred.Select(output => output.Mask)]);

    /// <summary>Takes in a batch.</summary>
    /// <param name="y_true">Targets of each output; null for none.</param>
    /// <param name="y_pred">Each output.</param>
    /// <param name="sample_weight">Weights of each output's samples, which only the weighted metrics use.</param>
    /// <param name="mask">Masks of the outputs: padded time steps do not count.</param>
    internal void update_state(
        IReadOnlyList<Tensor?> y_true, IReadOnlyList<Tensor> y_pred, IReadOnlyList<Tensor?>? sample_weight, IReadOnlyList<Tensor?>? mask)
    {
        if (inOrder is null) Build(y_true, y_pred);
        if (inOrder!.Length == 0) return;
        using var pause = GradientTape.Pause();
        for (var i = 0; i < y_pred.Count; i++)
        {
            if (y_true[i] is null || (plain[i].Length == 0 && weighted[i].Length == 0)) continue;
            var (targets, weights) = Alignment.MatchOutput(y_true[i]!, y_pred[i], sample_weight?[i]);
            foreach (var metric in plain[i]) Update(metric, targets, y_pred[i], mask?[i]);
            if (weighted[i].Length == 0) continue;
            weights = Alignment.ApplyMask(weights, mask?[i], y_pred[i].DType);
            foreach (var metric in weighted[i]) Update(metric, targets, y_pred[i], weights);
        }
    }

    private static void Update(Metric metric, Tensor y_true, Tensor y_pred, Tensor? weights)
    {
        try
        {
            metric.update_state(y_true, y_pred, weights);
        }
        catch (IncompatibleShapesException error)
        {
            throw error.WithOpenBatch();
        }
    }

    /// <summary>Takes the metrics as they are, where all of them are objects with their final names: no batch has to tell more.</summary>
    internal bool TryBuild(IReadOnlyList<Tensor> outputs)
    {
        if (inOrder is null && areNamed && All.All(metric => metric is Metric)) Build([.. outputs], outputs);
        return IsBuilt;
    }

    private PerOutput<Metric>? Made(Metric[][] byOutput) => inOrder is null ? null : PerOutput<Metric>.Of(byOutput);

    private void Build(IReadOnlyList<Tensor?> y_true, IReadOnlyList<Tensor> y_pred)
    {
        using var lasting = MemoryScope.Lasting();
        outputNames ??= CompiledLoss.NamesOf(y_pred);
        outputKeys ??= outputNames;
        // Keras counts the names it makes up here within the model: every model's first "AUC" is auc.
        var counts = new Dictionary<string, int>();
        plain = Objects(given, y_true, y_pred, Numbered);
        weighted = Objects(givenWeighted, y_true, y_pred, Numbered);
        SetNames();
        inOrder = plain.Zip(weighted).SelectMany(pair => pair.First.Concat(pair.Second)).ToArray();

        string Numbered(string name)
        {
            var number = counts[name] = counts.GetValueOrDefault(name) + 1;
            return number == 1 ? name : $"{name}_{number - 1}";
        }
    }

    private Metric[][] Objects(
        PerOutput<Metric> metrics, IReadOnlyList<Tensor?> y_true, IReadOnlyList<Tensor> y_pred, Func<string, string> numbered)
    {
        var each = metrics.IsForAll ? [.. outputKeys!.Select(_ => metrics)] : metrics.Each(outputKeys!, "metrics");
        var copies = metrics.IsForAll && outputKeys!.Count > 1;
        return [.. each.Select((several, i) => several is null ? [] : several.All.Select(metric => metric switch
        {
            string name => NamedMetric.Create(name, y_true[i]?.Shape ?? y_pred[i].Shape, y_pred[i].Shape, numbered),
            Metric own when copies => Copy(own),
            _ => Like<Metric>.Of(metric).Value!,
        }).ToArray())];
    }

    /// <summary>A metric object for one of several outputs: each needs its own.</summary>
    private static Metric Copy(Metric metric)
    {
        return metric is MeanMetricWrapper wrapper && wrapper.GetType() == typeof(MeanMetricWrapper)
            ? wrapper.Copy()
            : (Metric)Construction.FromConfig(metric.GetType(), metric.get_config());
    }

    /// <summary>
    /// Several outputs put their names in front; a weighted metric whose name is taken gets <c>weighted_</c> in front.
    /// </summary>
    /// <exception cref="ValueError">A name is used twice.</exception>
    private void SetNames()
    {
        var taken = new HashSet<string>();
        for (var i = 0; i < outputNames!.Count; i++)
        {
            var prefix = outputNames.Count > 1 ? outputNames[i] + "_" : "";
            foreach (var metric in plain[i])
            {
                if (!IsFinal(metric)) metric.name = prefix + metric.name;
                Take(metric, "two metrics");
            }
            foreach (var metric in weighted[i])
            {
                if (!IsFinal(metric)) metric.name = prefix + (taken.Contains(prefix + metric.name) ? "weighted_" : "") + metric.name;
                Take(metric, "two weighted metrics");
            }
        }

        bool IsFinal(Metric metric) => areNamed && All.Contains(metric);

        void Take(Metric metric, string what)
        {
            if (!taken.Add(metric.name))
                throw new ValueError(
                    $"Found {what} with the same name: {metric.name}. All the metrics added to the model need to have unique names.",
                    nameof(metrics));
        }
    }
}

namespace KerasLikeRnn.Metrics;

/// <summary>
/// An argument that names a metric, is one, or is a function of targets and predictions: <c>"acc"</c>,
/// <c>keras.metrics.AUC()</c>, <c>keras.metrics.mse</c>, a loss, a <c>Func&lt;Tensor, Tensor, Tensor&gt;</c>; or a list of such, the
/// metrics of one of several outputs. Null is no metric.
/// </summary>
/// <remarks>
/// <c>"accuracy"</c>, <c>"acc"</c>, <c>"crossentropy"</c> and <c>"ce"</c> become the binary, categorical or sparse form once the
/// shapes of targets and predictions are known.
/// </remarks>
[CollectionBuilder(typeof(MetricLike), nameof(Create))]
public sealed class MetricLike : IEnumerable<MetricLike?>
{
    private readonly string? name;
    private readonly Metric? metric;
    private readonly Func<Tensor, Tensor, Tensor>? function;

    private MetricLike(MetricLike?[] list) => List = list;

    private MetricLike(string? name, Metric? metric, Func<Tensor, Tensor, Tensor>? function)
    {
        this.name = name;
        this.metric = metric;
        this.function = function;
    }

    /// <summary>The metric object, where it is one.</summary>
    internal Metric? Metric => metric;

    /// <summary>The metrics, where it is a list of them.</summary>
    internal MetricLike?[]? List { get; }

    /// <summary>Whether it depends on shapes what is meant.</summary>
    private bool IsOpen => function is null && name?.ToLowerInvariant() is "accuracy" or "acc" or "crossentropy" or "ce";

    /// <summary>Builds a list from a collection expression.</summary>
    public static MetricLike Create(ReadOnlySpan<MetricLike?> metrics) => new(metrics.ToArray());

    public IEnumerator<MetricLike?> GetEnumerator() => ((IEnumerable<MetricLike?>)(List ?? [this])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A metric for outputs and targets of these shapes; the object itself where it is one. Null for none.</summary>
    /// <param name="y_true">Shape of the targets.</param>
    /// <param name="y_pred">Shape of the outputs.</param>
    /// <param name="numbered">Makes the metric's name of a base name, for classes without a name of their own.</param>
    internal Metric? Create(Shape y_true, Shape y_pred, Func<string, string> numbered) =>
        IsOpen ? new MeanMetricWrapper(BuiltInMetrics.Function(Closed(y_true, y_pred))!, name) : Create(numbered);

    /// <summary>The metric where no shapes are known.</summary>
    internal Metric? Create(Func<string, string> numbered)
    {
        if (metric is not null || name is null) return metric;
        return (function ?? BuiltInMetrics.Function(name)) is { } call ? new MeanMetricWrapper(call, name) : BuiltInMetrics.Create(name, numbered);
    }

    /// <summary>The metric of that name.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator MetricLike?(string? name)
    {
        if (name is null) return null;
        var like = new MetricLike(name, null, null);
        if (!like.IsOpen) BuiltInMetrics.Require(name);
        return like;
    }

    [return: NotNullIfNotNull(nameof(metric))]
    public static implicit operator MetricLike?(Metric? metric) => metric is null ? null : new(null, metric, null);

    /// <summary>The mean of a loss, under its name.</summary>
    /// <exception cref="ValueError">The loss has no name.</exception>
    public static implicit operator MetricLike(Loss loss)
    {
        Required.NotNull(loss);
        return loss.name is { } name
            ? new(name, null, (t, p) => loss.__call__(t, p))
            : throw new ValueError($"Metric should be a callable, received: {loss}. A loss used as a metric needs a name.", nameof(loss));
    }

    public static implicit operator MetricLike(Func<Tensor, Tensor, Tensor> function) => Wrap(function, function);

    public static implicit operator MetricLike(LossFunction function) => Wrap(function, function.Invoke);

    public static implicit operator MetricLike(CrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(FocalCrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(SparseCrossentropyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(HuberFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(SimilarityFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(BinaryAccuracyFunction function) => Wrap(function, (t, p) => function(t, p));

    public static implicit operator MetricLike(TopKFunction function) => Wrap(function, (t, p) => function(t, p));

    private static MetricLike Wrap(Delegate function, Func<Tensor, Tensor, Tensor> call)
    {
        Required.NotNull(function, "metric");
        return new(BuiltInMetrics.NameOf(function), null, call);
    }

    /// <summary>What the short names mean: one number per sample is binary, class numbers are sparse, the rest categorical.</summary>
    private string Closed(Shape y_true, Shape y_pred)
    {
        var isAccuracy = name!.ToLowerInvariant() is "accuracy" or "acc";
        int last = y_pred.Rank == 0 ? 1 : y_pred.Dim(-1), lastTarget = y_true.Rank == 0 ? 1 : y_true.Dim(-1);
        if (last == 1) return isAccuracy ? "binary_accuracy" : "binary_crossentropy";
        var isSparse = y_true.Rank < y_pred.Rank || (lastTarget == 1 && last > 1);
        return (isSparse ? "sparse_categorical_" : "categorical_") + (isAccuracy ? "accuracy" : "crossentropy");
    }
}

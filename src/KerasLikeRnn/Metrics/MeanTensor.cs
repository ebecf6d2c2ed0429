namespace KerasLikeRnn.Metrics;

/// <summary>The weighted mean of tensors, element by element.</summary>
[KerasExport("keras.metrics.MeanTensor"), KerasDefault("name", "mean_tensor")]
public partial class MeanTensor : Metric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="shape">Shape of the values; null for that of the first.</param>
    public MeanTensor(MetricOptions? options = null, Shape? shape = null) : base(options)
    {
        if (shape is not null) Build(shape);
    }

    /// <summary>The weighted sums; null before the first value.</summary>
    public Variable? total { get; private set; }

    /// <summary>The sums of the weights; null before the first value.</summary>
    public Variable? count { get; private set; }

    /// <summary>Takes in values.</summary>
    /// <exception cref="ValueError">They have another shape than those before.</exception>
    public void update_state(Tensor values, Tensor? sample_weight = null)
    {
        Required.NotNull(values);
        if (total is null) Build(values.Shape);
        if (values.Shape != total!.Shape)
            throw new ValueError(
                $"MeanTensor input values must always have the same shape. Expected shape (set during the first call): {total.Shape}. "
                + $"Got: {values.Shape}.", nameof(values));
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        values = Ops.Cast(values, DType);
        var counts = Ops.OnesLike(values);
        if (sample_weight is not null)
        {
            var weights = Alignment.MatchRank(Ops.Cast(sample_weight, DType), values.Rank);
            counts = Ops.Multiply(counts, weights);
            values = Ops.Multiply(values, weights);
        }
        Add(total, values);
        Add(count!, counts);
    }

    /// <summary>Not for targets and predictions.</summary>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight) =>
        throw new NotSupportedException(
            $"The metric {name} takes values, not targets and predictions. Use MeanMetricWrapper with a function of both.");

    /// <summary>The mean of each element.</summary>
    /// <exception cref="ValueError">There was no value yet.</exception>
    public override Tensor result() => total is null
        ? throw new ValueError(
            "MeanTensor does not have any value yet. Please call the MeanTensor instance or use `.update_state(value)` before retrieving "
            + "the result.")
        : Ops.DivideNoNan(total.Current, count!.Current);

    private void Build(Shape shape)
    {
        total = add_weight("total", shape);
        count = add_weight("count", shape);
    }
}

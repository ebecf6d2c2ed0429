namespace KerasLikeRnn.Metrics;

/// <summary>A metric of values instead of targets and predictions.</summary>
public abstract class ReduceValues : Reduce
{
    private protected ReduceValues(bool isMean, MetricOptions? options) : base(isMean, options) { }

    /// <summary>Takes in values.</summary>
    public virtual void update_state(Tensor values, Tensor? sample_weight = null)
    {
        Required.NotNull(values);
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        Accumulate(values, sample_weight);
    }

    /// <summary>Takes in values given as an array.</summary>
    public void update_state(NDArray values, NDArray? sample_weight = null) =>
        update_state(Arrays.ToTensor(values), sample_weight is null ? null : Arrays.ToTensor(sample_weight));

    /// <summary>Not for targets and predictions.</summary>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight) =>
        throw new NotSupportedException(
            $"The metric {name} takes values, not targets and predictions. Use MeanMetricWrapper with a function of both.");

    /// <summary>Takes in values and gives the result so far.</summary>
    public Tensor __call__(Tensor values, Tensor? sample_weight = null)
    {
        update_state(values, sample_weight);
        return result();
    }
}

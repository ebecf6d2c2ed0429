using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>A mean that the model keeps, of a loss or of a number that a layer reports, as one of its metrics.</summary>
internal sealed class MeanOfBatches(RunningMean mean) : Metric(mean.Name)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) => throw new NotSupportedException(
        $"The model keeps the mean of {name} itself. Use a keras.metrics.Mean of your own.");

    /// <inheritdoc/>
    public override Tensor result() => Tensor.Scalar((float)mean.Result);

    /// <inheritdoc/>
    public override void reset_state() => mean.Reset();
}

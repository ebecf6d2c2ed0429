namespace KerasLikeRnn.Metrics;

/// <summary>The root of the mean of the squared errors.</summary>
[KerasExport("keras.metrics.RootMeanSquaredError"), KerasDefault("name", "root_mean_squared_error")]
public partial class RootMeanSquaredError(MetricOptions? options = null) : Reduce(true, options)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        (y_true, y_pred) = Alignment.Squeeze(Ops.Cast(y_true, DType), Ops.Cast(y_pred, DType));
        Accumulate(Ops.Square(y_pred - Alignment.Targets(y_true, y_pred)), sample_weight);
    }

    /// <inheritdoc/>
    public override Tensor result() => Ops.Sqrt(base.result());
}

namespace KerasLikeRnn.Metrics;

/// <summary>The root of the mean of the squared errors.</summary>
/// <param name="name">Name in logs and history.</param>
/// <param name="dtype">Type of the computation, float32 by default.</param>
[KerasExport("keras.metrics.RootMeanSquaredError")]
public class RootMeanSquaredError(string? name = "root_mean_squared_error", string? dtype = null) : Reduce(true, name, dtype)
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

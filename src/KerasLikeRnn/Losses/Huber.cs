namespace KerasLikeRnn.Losses;

/// <summary>Huber's loss: squared errors up to delta, straight lines beyond.</summary>
/// <param name="delta">Where the parabola turns into a line.</param>
/// <param name="reduction">"auto", "sum_over_batch_size", "sum" or "none".</param>
/// <param name="name">Name of the loss.</param>
[KerasExport("keras.losses.Huber")]
public class Huber(double delta = 1.0, string reduction = Reduction.AUTO, string? name = "huber_loss")
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.huber(y_true, y_pred, delta), reduction, name)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["delta"] = delta };
}

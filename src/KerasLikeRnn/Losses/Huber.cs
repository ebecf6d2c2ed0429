namespace KerasLikeRnn.Losses;

/// <summary>Huber's loss: squared errors up to delta, straight lines beyond.</summary>
/// <param name="delta">Where the parabola turns into a line.</param>
[KerasExport("keras.losses.Huber"), KerasDefault("name", "huber_loss")]
public partial class Huber(double delta = 1.0, LossOptions? options = null)
    : LossFunctionWrapper((y_true, y_pred) => LossFunctions.huber(y_true, y_pred, delta), options)
{
    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["delta"] = delta };
}

namespace KerasLikeRnn.Layers;

/// <summary>Hands its input on and adds a penalty on it to the loss: l1 · Σ|x| + l2 · Σx², over the batch size.</summary>
/// <param name="l1">Factor of the absolute values of the input.</param>
/// <param name="l2">Factor of the squares of the input.</param>
[KerasExport("keras.layers.ActivityRegularization")]
public partial class ActivityRegularization(double l1 = 0.0, double l2 = 0.0, LayerOptions? options = null)
    : Layer(options, new L1L2(l1, l2))
{
    public double l1 { get; } = l1;

    public double l2 { get; } = l2;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Autocast(inputs);
}

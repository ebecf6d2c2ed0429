namespace KerasLikeRnn.Layers;

/// <summary>Hands its input on and adds a penalty on it to the loss: l1 · Σ|x| + l2 · Σx², over the batch size.</summary>
[KerasExport("keras.layers.ActivityRegularization")]
public sealed class ActivityRegularization : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="l1">Factor of the absolute values.</param>
    /// <param name="l2">Factor of the squares.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public ActivityRegularization(double l1 = 0.0, double l2 = 0.0, LayerOptions? options = null) : base(options, new L1L2(l1, l2))
    {
        this.l1 = l1;
        this.l2 = l2;
    }

    public double l1 { get; }

    public double l2 { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Autocast(inputs);
}

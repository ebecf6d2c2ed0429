namespace KerasLikeRnn.Layers;

/// <summary>x where x is positive, alpha · x below. The output has the input's shape.</summary>
[KerasExport("keras.layers.LeakyReLU")]
public sealed class LeakyReLU : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="alpha">Slope below 0.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public LeakyReLU(double alpha = 0.3, LayerOptions? options = null) : base(options) => this.alpha = BackendConfig.CastToFloatx(alpha);

    public double alpha { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => ActivationFunctions.relu(Autocast(inputs), alpha);
}

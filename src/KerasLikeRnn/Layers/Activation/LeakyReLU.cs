namespace KerasLikeRnn.Layers;

/// <summary>x where x is positive, alpha · x below. The output has the input's shape.</summary>
/// <param name="alpha">Slope below 0.</param>
[KerasExport("keras.layers.LeakyReLU")]
public partial class LeakyReLU(double alpha = 0.3, LayerOptions? options = null) : Layer(options)
{
    public double alpha { get; } = BackendConfig.CastToFloatx(alpha);

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => ActivationFunctions.relu(Autocast(inputs), alpha);
}

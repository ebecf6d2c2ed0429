namespace KerasLikeRnn.Layers;

/// <summary>x where x is positive, alpha · (eˣ − 1) below. The output has the input's shape.</summary>
/// <param name="alpha">The value it sinks to is -alpha.</param>
[KerasExport("keras.layers.ELU")]
public partial class ELU(double alpha = 1.0, LayerOptions? options = null) : Layer(options)
{
    public double alpha { get; } = BackendConfig.CastToFloatx(alpha);

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => ActivationFunctions.elu(Autocast(inputs), alpha);
}

namespace KerasLikeRnn.Layers;

/// <summary>Applies an activation function. The output has the input's shape.</summary>
/// <param name="activation">The function, or its name.</param>
[KerasExport("keras.layers.Activation")]
public partial class Activation(ActivationLike activation, LayerOptions? options = null) : Layer(options)
{
    public Activations.Activation activation { get; } = activation.Or("linear");

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => activation.call(Autocast(inputs));
}

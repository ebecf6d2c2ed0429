namespace KerasLikeRnn.Layers;

/// <summary>Applies an activation function. The output has the input's shape.</summary>
[KerasExport("keras.layers.Activation")]
public sealed class Activation : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="activation">The function, or its name.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public Activation(ActivationLike activation, LayerOptions? options = null) : base(options) => this.activation = activation.Or("linear");

    public Activations.Activation activation { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => activation.call(inputs);
}

namespace KerasLikeRnn.Layers;

/// <summary>Dropout of whole channels of sequences: a channel is dropped at all time steps or at none.</summary>
/// <remarks>Input and output (batch, steps, channels).</remarks>
[KerasExport("keras.layers.SpatialDropout1D")]
public partial class SpatialDropout1D : Dropout
{
    /// <summary>Creates the layer.</summary>
    /// <param name="rate">Share of the channels dropped, between 0 and 1.</param>
    /// <param name="noise_shape">Without effect, as in Keras: the mask has the shape (batch, 1, channels).</param>
    /// <exception cref="ValueError">rate is not between 0 and 1.</exception>
    public SpatialDropout1D(double rate, Shape? noise_shape = null, int? seed = null, LayerOptions? options = null)
        : base(rate, noise_shape, seed, options) => input_spec = new InputSpec(ndim: 3);

    /// <inheritdoc/>
    protected override Shape _get_noise_shape(Tensor inputs) => Required.NotNull(inputs).Shape.With(1, 1);
}

namespace KerasLikeRnn.Layers;

/// <summary>Dropout of whole channels of images: a channel is dropped at all pixels or at none.</summary>
/// <remarks>Input and output (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first.</remarks>
/// <param name="noise_shape">Without effect, as in Keras: the mask has the shape (batch, 1, 1, channels).</param>
/// <exception cref="ValueError">rate is not between 0 and 1.</exception>
[KerasExport("keras.layers.SpatialDropout2D")]
public partial class SpatialDropout2D(
    double rate, string? data_format = null, Shape? noise_shape = null, int? seed = null, LayerOptions? options = null)
    : SpatialDropout(2, rate, data_format, noise_shape, seed, options);

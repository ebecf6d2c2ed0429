namespace KerasLikeRnn.Layers;

/// <summary>Dropout of whole channels of volumes: a channel is dropped at all places or at none.</summary>
/// <remarks>Input and output (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first.</remarks>
/// <param name="noise_shape">Without effect, as in Keras: the mask has the shape (batch, 1, 1, 1, channels).</param>
/// <exception cref="ValueError">rate is not between 0 and 1.</exception>
[KerasExport("keras.layers.SpatialDropout3D")]
public partial class SpatialDropout3D(
    double rate, string? data_format = null, Shape? noise_shape = null, int? seed = null, LayerOptions? options = null)
    : SpatialDropout(3, rate, data_format, noise_shape, seed, options);

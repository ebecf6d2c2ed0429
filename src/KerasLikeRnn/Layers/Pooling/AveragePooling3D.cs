namespace KerasLikeRnn.Layers;

/// <summary>The mean of each window that slides over volumes, channel by channel.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with fewer elements along its axes:
/// (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with "same".
/// </remarks>
/// <param name="pool_size">Size of the window: a number, or one for each of the 3 axes. Default: (2, 2, 2).</param>
/// <param name="strides">How far the window moves, by default its size.</param>
/// <param name="padding">"valid": windows lie inside the input; "same": the last ones may reach out of it, what lies outside does not count.</param>
/// <param name="data_format">"channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>.</param>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.AveragePooling3D", "keras.layers.AvgPool3D")]
public sealed partial class AveragePooling3D(
    IntTuple pool_size = default, IntTuple strides = default, string padding = "valid", string? data_format = null,
    LayerOptions? options = null)
    : Pooling(3, Ops.AveragePool, pool_size, strides, padding, data_format, options);

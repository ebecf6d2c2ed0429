namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each window that slides over sequences, channel by channel.</summary>
/// <remarks>
/// Input (batch, steps, channels), or (batch, channels, steps) with channels_first; output the same with fewer steps:
/// (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with "same".
/// </remarks>
/// <param name="pool_size">Size of the window. Default: 2.</param>
/// <param name="strides">How far the window moves, by default its size.</param>
/// <param name="padding">"valid": windows lie inside the input; "same": the last ones may reach out of it.</param>
/// <param name="data_format">"channels_last" (default) or "channels_first".</param>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.MaxPooling1D", "keras.layers.MaxPool1D")]
public sealed partial class MaxPooling1D(
    IntTuple pool_size = default, IntTuple strides = default, string padding = "valid", string? data_format = "channels_last",
    LayerOptions? options = null)
    : Pooling(1, Ops.MaxPool, pool_size, strides, padding, data_format, options);

namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each window that slides over sequences, channel by channel.</summary>
/// <remarks>
/// Input (batch, steps, channels), or (batch, channels, steps) with channels_first; output the same with fewer steps:
/// (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with "same".
/// </remarks>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.MaxPooling1D", "keras.layers.MaxPool1D"), KerasDefault("data_format", "channels_last")]
public partial class MaxPooling1D(PoolArguments windows, LayerOptions? options = null) : Pooling(1, Ops.MaxPool, windows, options);

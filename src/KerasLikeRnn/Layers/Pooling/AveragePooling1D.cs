namespace KerasLikeRnn.Layers;

/// <summary>The mean of each window that slides over sequences, channel by channel.</summary>
/// <remarks>
/// Input (batch, steps, channels), or (batch, channels, steps) with channels_first; output the same with fewer steps:
/// (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with "same".
/// </remarks>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.AveragePooling1D", "keras.layers.AvgPool1D"), KerasDefault("data_format", "channels_last")]
public partial class AveragePooling1D(PoolArguments windows, LayerOptions? options = null)
    : Pooling(1, Ops.AveragePool, windows, options);

namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each window that slides over images, channel by channel.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output the same with fewer rows and cols:
/// (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with "same".
/// </remarks>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.MaxPooling2D", "keras.layers.MaxPool2D")]
public partial class MaxPooling2D(PoolArguments windows, LayerOptions? options = null) : Pooling(2, Ops.MaxPool, windows, options);

namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each window that slides over volumes, channel by channel.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output the same with fewer
/// elements along its axes: (size − pool_size) / strides + 1 of them, rounded down, with padding "valid", size / strides, rounded up, with
/// "same".
/// </remarks>
/// <exception cref="ValueError">A size or stride is not positive, or an argument has another name.</exception>
[KerasExport("keras.layers.MaxPooling3D", "keras.layers.MaxPool3D")]
public partial class MaxPooling3D(PoolArguments windows, LayerOptions? options = null) : Pooling(3, Ops.MaxPool, windows, options);

namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each channel of images.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output (batch, channels), with keepdims
/// (batch, 1, 1, channels) or (batch, channels, 1, 1).
/// </remarks>
[KerasExport("keras.layers.GlobalMaxPooling2D", "keras.layers.GlobalMaxPool2D")]
public partial class GlobalMaxPooling2D(string? data_format = null, bool keepdims = false, LayerOptions? options = null)
    : GlobalPooling(2, Ops.Max, data_format, keepdims, options);

namespace KerasLikeRnn.Layers;

/// <summary>The mean of each channel of images.</summary>
/// <remarks>
/// Input (batch, rows, cols, channels), or (batch, channels, rows, cols) with channels_first; output (batch, channels), with keepdims
/// (batch, 1, 1, channels) or (batch, channels, 1, 1).
/// </remarks>
[KerasExport("keras.layers.GlobalAveragePooling2D", "keras.layers.GlobalAvgPool2D")]
public partial class GlobalAveragePooling2D(string? data_format = null, bool keepdims = false, LayerOptions? options = null)
    : GlobalPooling(2, Ops.Mean, data_format, keepdims, options);

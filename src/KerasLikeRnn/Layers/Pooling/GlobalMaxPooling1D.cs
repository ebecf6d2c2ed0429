namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each channel of sequences.</summary>
/// <remarks>
/// Input (batch, steps, channels), or (batch, channels, steps) with channels_first; output (batch, channels), with keepdims
/// (batch, 1, channels) or (batch, channels, 1).
/// </remarks>
[KerasExport("keras.layers.GlobalMaxPooling1D", "keras.layers.GlobalMaxPool1D")]
public partial class GlobalMaxPooling1D(string? data_format = "channels_last", bool keepdims = false, LayerOptions? options = null)
    : GlobalPooling(1, Ops.Max, data_format, keepdims, options);

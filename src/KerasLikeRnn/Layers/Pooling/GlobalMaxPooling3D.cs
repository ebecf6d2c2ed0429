namespace KerasLikeRnn.Layers;

/// <summary>The largest element of each channel of volumes.</summary>
/// <remarks>
/// Input (batch, dim1, dim2, dim3, channels), or (batch, channels, dim1, dim2, dim3) with channels_first; output (batch, channels), with
/// keepdims (batch, 1, 1, 1, channels) or (batch, channels, 1, 1, 1).
/// </remarks>
[KerasExport("keras.layers.GlobalMaxPooling3D", "keras.layers.GlobalMaxPool3D")]
public partial class GlobalMaxPooling3D(string? data_format = null, bool keepdims = false, LayerOptions? options = null)
    : GlobalPooling(3, Ops.Max, data_format, keepdims, options);

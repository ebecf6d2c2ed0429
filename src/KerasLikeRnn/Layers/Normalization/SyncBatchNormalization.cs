namespace KerasLikeRnn.Layers;

/// <summary>
/// Batch normalization whose statistics span all machines that train together; here that is one, so it is
/// <see cref="BatchNormalization"/> without the fused operation.
/// </summary>
[KerasExport("keras.layers.experimental.SyncBatchNormalization")]
public partial class SyncBatchNormalization(
    AxesLike axis = default, AverageArguments? averages = null, ScaleArguments? scaling = null, LayerOptions? options = null)
    : BatchNormalizationBase(axis, averages, scaling, new(fused: false), options);

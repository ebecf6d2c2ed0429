namespace KerasLikeRnn.Layers;

/// <summary>
/// Batch normalization whose statistics span all machines that train together; here that is one, so it is
/// <see cref="BatchNormalization"/> without the fused operation.
/// </summary>
/// <param name="axis">The axis, or axes, of the features: each of them is normalized by itself.</param>
/// <param name="momentum">Momentum of the moving averages.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether to multiply by gamma.</param>
/// <param name="beta_initializer">First values of beta.</param>
/// <param name="gamma_initializer">First values of gamma.</param>
/// <param name="moving_mean_initializer">First values of the moving mean.</param>
/// <param name="moving_variance_initializer">First values of the moving variance.</param>
/// <param name="arguments">Penalties on beta and gamma, and what they are held to.</param>
[KerasExport("keras.layers.experimental.SyncBatchNormalization")]
public sealed partial class SyncBatchNormalization(
    AxesLike axis = default, double momentum = 0.99, double epsilon = 0.001, bool center = true, bool scale = true,
    InitializerLike beta_initializer = default, InitializerLike gamma_initializer = default,
    InitializerLike moving_mean_initializer = default, InitializerLike moving_variance_initializer = default,
    ScaleArguments? arguments = null, LayerOptions? options = null)
    : BatchNormalizationBase(
        axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer,
        arguments, false, null, 0.99, false, null, null, options);

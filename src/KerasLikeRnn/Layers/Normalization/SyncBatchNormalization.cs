namespace KerasLikeRnn.Layers;

/// <summary>
/// Batch normalization whose statistics span all machines that train together; here that is one, so it is
/// <see cref="BatchNormalization"/> without the fused operation.
/// </summary>
[KerasExport("keras.layers.experimental.SyncBatchNormalization")]
public sealed class SyncBatchNormalization : BatchNormalizationBase
{
    /// <summary>Creates the layer.</summary>
    /// <param name="axis">The axis, or axes, of the features: each of them is normalized by itself.</param>
    /// <param name="momentum">Momentum of the moving averages.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="center">Whether beta is added.</param>
    /// <param name="scale">Whether to multiply by gamma.</param>
    /// <param name="beta_initializer">First values of beta.</param>
    /// <param name="gamma_initializer">First values of gamma.</param>
    /// <param name="moving_mean_initializer">First values of the moving mean.</param>
    /// <param name="moving_variance_initializer">First values of the moving variance.</param>
    /// <param name="beta_regularizer">Penalty on beta.</param>
    /// <param name="gamma_regularizer">Penalty on gamma.</param>
    /// <param name="beta_constraint">What is done to beta after every update.</param>
    /// <param name="gamma_constraint">What is done to gamma after every update.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public SyncBatchNormalization(
        AxesLike axis = default,
        double momentum = 0.99,
        double epsilon = 0.001,
        bool center = true,
        bool scale = true,
        InitializerLike beta_initializer = default,
        InitializerLike gamma_initializer = default,
        InitializerLike moving_mean_initializer = default,
        InitializerLike moving_variance_initializer = default,
        RegularizerLike beta_regularizer = default,
        RegularizerLike gamma_regularizer = default,
        ConstraintLike beta_constraint = default,
        ConstraintLike gamma_constraint = default,
        LayerOptions? options = null)
        : base(
            axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer,
            beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint, false, null, 0.99, false, null, null, options)
    { }
}

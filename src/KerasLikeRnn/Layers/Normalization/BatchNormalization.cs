namespace KerasLikeRnn.Layers;

/// <summary>
/// Gives each feature mean 0 and variance 1 over the batch, then scales by gamma and shifts by beta, which are learned (Ioffe and
/// Szegedy, 2015). The output has the input's shape.
/// </summary>
/// <remarks>
/// In training mean and variance are the batch's, and moving averages follow them: moving = moving · momentum + batch · (1 − momentum).
/// Otherwise, and where trainable is false, the moving averages are used. Weights: gamma, beta, moving_mean, moving_variance.
/// </remarks>
/// <param name="axis">The axis, or axes, of the features: each of them is normalized by itself.</param>
/// <param name="momentum">Momentum of the moving averages.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether to multiply by gamma.</param>
/// <param name="beta_initializer">First values of beta.</param>
/// <param name="gamma_initializer">First values of gamma.</param>
/// <param name="moving_mean_initializer">First values of the moving mean.</param>
/// <param name="moving_variance_initializer">First values of the moving variance.</param>
/// <param name="renorm">Whether to correct the batch's statistics towards moving ones (batch renormalization).</param>
/// <param name="renorm_clipping">Limits rmin, rmax and dmax of that correction.</param>
/// <param name="renorm_momentum">Momentum of the statistics that batches are corrected towards.</param>
/// <param name="fused">Whether to compute as TensorFlow's fused operation, which is for images and volumes: null where possible.</param>
/// <param name="virtual_batch_size">Size of the parts of a batch that are normalized by themselves; it must divide the batch's.</param>
/// <param name="adjustment">Gives, for the shape of an input, a scale and a shift that are applied in training before gamma and beta.</param>
/// <param name="arguments">Penalties on beta and gamma, and what they are held to.</param>
/// <exception cref="ValueError">fused is demanded and impossible, or a limit of renorm_clipping is unknown.</exception>
[KerasExport("keras.layers.BatchNormalization")]
public sealed partial class BatchNormalization(
    AxesLike axis = default, double momentum = 0.99, double epsilon = 0.001, bool center = true, bool scale = true,
    InitializerLike beta_initializer = default, InitializerLike gamma_initializer = default,
    InitializerLike moving_mean_initializer = default, InitializerLike moving_variance_initializer = default,
    ScaleArguments? arguments = null, bool renorm = false, IReadOnlyDictionary<string, double>? renorm_clipping = null,
    double renorm_momentum = 0.99, bool? fused = null, int? virtual_batch_size = null, Func<Shape,
    (Tensor Scale, Tensor Bias)>? adjustment = null, LayerOptions? options = null)
    : BatchNormalizationBase(
        axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer,
        arguments, renorm, renorm_clipping, renorm_momentum, fused, virtual_batch_size, adjustment, options);

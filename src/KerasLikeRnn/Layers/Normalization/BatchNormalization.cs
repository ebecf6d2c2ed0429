namespace KerasLikeRnn.Layers;

/// <summary>
/// Gives each feature mean 0 and variance 1 over the batch, then scales by gamma and shifts by beta, which are learned (Ioffe and
/// Szegedy, 2015). The output has the input's shape.
/// </summary>
/// <remarks>
/// In training mean and variance are the batch's, and moving averages follow them: moving = moving · momentum + batch · (1 − momentum).
/// Otherwise, and where trainable is false, the moving averages are used. Weights: gamma, beta, moving_mean, moving_variance.
/// </remarks>
/// <exception cref="ValueError">fused is demanded and impossible, or a limit of renorm_clipping is unknown.</exception>
[KerasExport("keras.layers.BatchNormalization")]
public partial class BatchNormalization(
    AxesLike axis = default, AverageArguments? averages = null, ScaleArguments? scaling = null, BatchArguments? batches = null,
    LayerOptions? options = null)
    : BatchNormalizationBase(axis, averages, scaling, batches, options);

/// <summary>The moving averages of batch normalization.</summary>
/// <param name="momentum">Momentum of the moving averages.</param>
/// <param name="moving_mean_initializer">First values of the moving mean.</param>
/// <param name="moving_variance_initializer">First values of the moving variance.</param>
[KerasKeywords, KerasOrder("gamma_initializer", "moving_mean_initializer", "moving_variance_initializer")]
public sealed class AverageArguments(
    double momentum = 0.99, InitializerLike moving_mean_initializer = default, InitializerLike moving_variance_initializer = default)
{
    public double momentum { get; } = momentum;

    public Initializer moving_mean_initializer { get; } = moving_mean_initializer.Or("zeros");

    public Initializer moving_variance_initializer { get; } = moving_variance_initializer.Or("ones");
}

/// <summary>How batch normalization looks at a batch.</summary>
/// <param name="renorm">Whether to correct the batch's statistics towards moving ones (batch renormalization).</param>
/// <param name="renorm_clipping">Limits rmin, rmax and dmax of that correction.</param>
/// <param name="renorm_momentum">Momentum of the statistics that batches are corrected towards.</param>
/// <param name="fused">Whether to compute as TensorFlow's fused operation, which is for images and volumes: null where possible.</param>
/// <param name="virtual_batch_size">Size of the parts of a batch that are normalized by themselves; it must divide the batch's.</param>
/// <param name="adjustment">Gives, for the shape of an input, a scale and a shift that are applied in training before gamma and
/// beta.</param>
[KerasKeywords]
public class BatchArguments(
    bool renorm = false, IReadOnlyDictionary<string, double>? renorm_clipping = null, double renorm_momentum = 0.99, bool? fused = null,
    int? virtual_batch_size = null, Func<Shape, (Tensor Scale, Tensor Bias)>? adjustment = null)
{
    internal readonly bool? fused = fused;

    public bool renorm { get; } = renorm;

    public IReadOnlyDictionary<string, double>? renorm_clipping { get; } =
        renorm ? Renormalization.Checked(renorm_clipping) : renorm_clipping;

    public double renorm_momentum { get; } = renorm_momentum;

    public int? virtual_batch_size { get; } = virtual_batch_size;

    public Func<Shape, (Tensor Scale, Tensor Bias)>? adjustment { get; } = adjustment;
}

namespace KerasLikeRnn.Layers;

/// <summary>
/// Makes the contrast of images stronger or weaker at random in training: each channel moves away from its mean, or towards it.
/// </summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels), of numbers from 0 to 255.</remarks>
[KerasExport("keras.layers.RandomContrast", "keras.layers.experimental.preprocessing.RandomContrast")]
public partial class RandomContrast : BaseImageAugmentationLayer
{
    private readonly FactorLike given;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">The distance to the mean is multiplied by a number from 1 − lower to 1 + upper: one number for both, or (lower,
    /// upper).</param>
    /// <exception cref="ValueError">A number is negative, or the lower one above 1.</exception>
    public RandomContrast(FactorLike factor, int? seed = null, LayerOptions? options = null) : base(seed, options)
    {
        given = factor;
        var (lower, upper) = factor.Pair;
        if (lower < 0 || upper < 0 || lower > 1)
            throw new ValueError($"Factor cannot have negative values or greater than 1.0, got {factor}", nameof(factor));
    }

    public object? factor => given.Config;

    /// <summary>Makes the contrast of one image stronger or weaker.</summary>
    /// <param name="image">The image whose contrast changes (rows, columns, channels).</param>
    /// <param name="transformation">By how much: what <see cref="get_random_transformation"/> gave.</param>
    public Tensor augment_image(Tensor image, IReadOnlyDictionary<string, Tensor>? transformation = null) =>
        OneImage(image, images => Stretched(images, Entry(transformation, "contrast_factor")));

    /// <summary>Draws what the distances to the mean are multiplied by: <c>contrast_factor</c>, a scalar.</summary>
    public IReadOnlyDictionary<string, Tensor> get_random_transformation(
        Tensor? image = null, Tensor? label = null, Tensor? bounding_box = null) =>
        new Dictionary<string, Tensor> { ["contrast_factor"] = Tensor.Scalar(Draw()) };

    private protected override Tensor Augment(Tensor images, bool isBatch) =>
        Stretched(images, PerImage(ForEach(images, isBatch, Draw), images));

    private float Draw()
    {
        var (lower, upper) = given.Pair;
        return Random.Stateless(1 - lower, 1 + upper);
    }

    private static Tensor Stretched(Tensor images, Tensor stretch)
    {
        var mean = Ops.Mean(images, [1, 2], keepdims: true);
        return Ops.Clip((images - mean) * Ops.Cast(stretch, images.DType) + mean, 0, 255);
    }
}

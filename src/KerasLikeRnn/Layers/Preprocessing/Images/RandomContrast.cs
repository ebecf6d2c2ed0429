namespace KerasLikeRnn.Layers;

/// <summary>
/// Makes the contrast of images stronger or weaker at random in training: each channel moves away from its mean, or towards it.
/// </summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels), of numbers from 0 to 255.</remarks>
[KerasExport("keras.layers.RandomContrast", "keras.layers.experimental.preprocessing.RandomContrast")]
public partial class RandomContrast : RandomImageLayer
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

    private protected override Tensor Augment(Tensor images, bool isBatch)
    {
        var (lower, upper) = given.Pair;
        var stretch = PerImage(ForEach(images, isBatch, () => Random.Stateless(1 - lower, 1 + upper)), images);
        var mean = Ops.Mean(images, [1, 2], keepdims: true);
        return Ops.Clip((images - mean) * stretch + mean, 0, 255);
    }
}

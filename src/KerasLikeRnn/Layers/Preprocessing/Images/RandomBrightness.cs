namespace KerasLikeRnn.Layers;

/// <summary>Makes images lighter or darker at random in training, each by itself.</summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels).</remarks>
[KerasExport("keras.layers.RandomBrightness")]
public partial class RandomBrightness : BaseImageAugmentationLayer
{
    private readonly double[] limits;
    private readonly double[] range;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">How much at most, as a share of the range of values: a number for both directions, or two limits.</param>
    /// <param name="value_range">The least and the largest value; the output is cut to them. Default: (0, 255).</param>
    /// <exception cref="ValueError">A factor is not between −1 and 1, or there are not two limits.</exception>
    public RandomBrightness(FactorLike factor, FactorLike value_range = default, int? seed = null, LayerOptions? options = null)
        : base(seed, options)
    {
        if (!value_range.IsGiven) value_range = (0.0, 255.0);
        if (value_range.Numbers.Count != 2)
            throw new ValueError($"The `value_range` argument should be a list of two numbers. Got {value_range}", nameof(value_range));
        if (factor.Config is not double && factor.Numbers.Count != 2) throw Unfit(factor.ToString());
        foreach (var number in factor.Numbers)
            if (Math.Abs(number) > 1) throw Unfit(PythonText.Repr(number));
        var (lower, upper) = factor.Limits;
        limits = [Math.Min(lower, upper), Math.Max(lower, upper)];
        range = [.. value_range.Numbers.Order()];
    }

    public IReadOnlyList<double> factor => limits;

    public IReadOnlyList<double> value_range => range;

    /// <summary>Makes one image lighter or darker.</summary>
    /// <param name="image">The image to lighten or darken (rows, columns, channels).</param>
    /// <param name="transformation">By how much: what <see cref="get_random_transformation"/> gave.</param>
    public Tensor augment_image(Tensor image, IReadOnlyDictionary<string, Tensor>? transformation = null) => OneImage(
        image, images => Ops.Clip(images + Ops.Cast(Entry(transformation, "rgb_delta"), images.DType), range[0], range[1]));

    /// <summary>Draws what is added to an image: <c>rgb_delta</c> (1, 1, 1).</summary>
    public IReadOnlyDictionary<string, Tensor> get_random_transformation(
        Tensor? image = null, Tensor? label = null, Tensor? bounding_box = null) =>
        new Dictionary<string, Tensor> { ["rgb_delta"] = Tensor.From<float>([Draw()], Shape.Of(1, 1, 1)) };

    private protected override Tensor Augment(Tensor images, bool isBatch)
    {
        var shift = PerImage(ForEach(images, isBatch, Draw), images);
        return Ops.Clip(images + shift, range[0], range[1]);
    }

    private float Draw() => Random.Uniform(1, limits[0], limits[1])[0] * (float)(range[1] - range[0]);

    private static ValueError Unfit(string got) =>
        new($"The `factor` argument should be a number (or a list of two numbers) in the range [-1.0, 1.0]. Got {got}", nameof(factor));
}

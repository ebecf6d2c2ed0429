namespace KerasLikeRnn.Layers;

/// <summary>Moves images at random in training, each by itself.</summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels).</remarks>
[KerasExport("keras.layers.RandomTranslation", "keras.layers.experimental.preprocessing.RandomTranslation")]
public partial class RandomTranslation : RandomWarp
{
    private readonly (double Lower, double Upper) down, across;
    private readonly FactorLike height, width;

    /// <summary>Creates the layer.</summary>
    /// <param name="height_factor">How far down at most, as a share of the height: a number for both directions, or two limits.</param>
    /// <param name="width_factor">How far to the right at most, as a share of the width: a number for both directions, or two
    /// limits.</param>
    /// <exception cref="ValueError">A limit is not between −1 and 1, the upper one is below the lower one, or there is no such
    /// mode.</exception>
    public RandomTranslation(FactorLike height_factor, FactorLike width_factor, WarpArguments? filling = null, LayerOptions? options = null)
        : base(filling, options)
    {
        (height, width) = (height_factor, width_factor);
        (down, across) = (Limits(height_factor, nameof(height_factor)), Limits(width_factor, nameof(width_factor)));
    }

    public object? height_factor => height.Config;

    public object? width_factor => width.Config;

    /// <summary>Accepted for ported scripts: all images of a batch are computed at once.</summary>
    public bool auto_vectorize { get; set; } = true;

    /// <summary>The label of an image that is moved: the same.</summary>
    /// <param name="label">The label.</param>
    /// <param name="transformation">What <see cref="get_random_transformation"/> gave.</param>
    public Tensor augment_label(Tensor label, IReadOnlyDictionary<string, Tensor>? transformation = null) => Required.NotNull(label);

    /// <summary>No layer of Keras 2.9 changes bounding boxes.</summary>
    /// <param name="bounding_box">Bounding boxes.</param>
    /// <param name="transformation">What <see cref="get_random_transformation"/> gave.</param>
    /// <exception cref="NotSupportedException">Always, as in Keras.</exception>
    public Tensor augment_bounding_box(Tensor bounding_box, IReadOnlyDictionary<string, Tensor>? transformation = null) =>
        throw BaseImageAugmentationLayer.NoBoundingBoxes(this);

    /// <summary>Moves one image.</summary>
    /// <param name="image">The image to move (rows, columns, channels).</param>
    /// <param name="transformation">How far: what <see cref="get_random_transformation"/> gave; null to draw that.</param>
    public Tensor augment_image(Tensor image, IReadOnlyDictionary<string, Tensor>? transformation = null)
    {
        if (Required.NotNull(image).Rank != 3)
            throw new ValueError($"Expected the input image to be rank 3. Got inputs.shape = {image.Shape}", nameof(image));
        transformation ??= get_random_transformation(image);
        var below = (float)transformation["height_translation"].Item() * image.Shape.Dims[0];
        var right = (float)transformation["width_translation"].Item() * image.Shape.Dims[1];
        return Images.Batched(Ops.Cast(image, DType), images => Warped(images, [Map(right, below)]));
    }

    /// <summary>Draws how far an image moves, as shares: <c>height_translation</c> and <c>width_translation</c>, (1, 1) each.</summary>
    public IReadOnlyDictionary<string, Tensor> get_random_transformation(
        Tensor? image = null, Tensor? label = null, Tensor? bounding_box = null)
    {
        var below = Draw(1, down);
        return new Dictionary<string, Tensor>
        {
            ["height_translation"] = Tensor.From<float>(below, Shape.Of(1, 1)),
            ["width_translation"] = Tensor.From<float>(Draw(1, across), Shape.Of(1, 1)),
        };
    }

    private protected override float[][] Transforms(Tensor images, bool isBatch)
    {
        int rows = images.Shape.Dims[1], columns = images.Shape.Dims[2];
        var (y, x) = Shifts(images.Shape.Dims[0], isBatch);
        return [.. x.Zip(y, (right, below) => Map(right * columns, below * rows))];
    }

    private static float[] Map(float right, float below) => [1, 0, -right, 0, 1, -below, 0, 0];

    /// <summary>
    /// How far down and to the right, as shares. Of one image Keras draws them in this order. Of a batch it draws two numbers that
    /// are lost, then how far all images go to the right, then how far down.
    /// </summary>
    private (float[] Down, float[] Right) Shifts(int count, bool isBatch)
    {
        if (!isBatch) return (Draw(count, down), Draw(count, across));
        Random.Uniform(1, 0, 1);
        Random.Uniform(1, 0, 1);
        var right = Draw(count, across);
        return (Draw(count, down), right);
    }

    private float[] Draw(int count, (double Lower, double Upper) limits) =>
        [.. Enumerable.Range(0, count).Select(_ => Random.Uniform(1, limits.Lower, limits.Upper)[0])];

    private static (double Lower, double Upper) Limits(FactorLike factor, string name)
    {
        var (lower, upper) = factor.Limits;
        if (upper < lower) throw new ValueError($"`{name}` cannot have upper bound less than lower bound, got {factor}", name);
        if (Math.Abs(lower) > 1 || Math.Abs(upper) > 1)
            throw new ValueError($"`{name}` must have values between [-1, 1], got {factor}", name);
        return (lower, upper);
    }
}

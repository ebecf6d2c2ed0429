namespace KerasLikeRnn.Layers;

/// <summary>Turns every other image around at random in training: left and right, up and down, or both.</summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels).</remarks>
[KerasExport("keras.layers.RandomFlip", "keras.layers.experimental.preprocessing.RandomFlip")]
public partial class RandomFlip : BaseImageAugmentationLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="mode">"horizontal", "vertical" or "horizontal_and_vertical" (default).</param>
    /// <exception cref="ValueError">There is no such mode.</exception>
    public RandomFlip(string mode = "horizontal_and_vertical", int? seed = null, LayerOptions? options = null) : base(seed, options)
    {
        if (mode is not ("horizontal" or "vertical" or "horizontal_and_vertical"))
            throw new ValueError($"RandomFlip layer {name} received an unknown mode argument {mode}", nameof(mode));
        this.mode = mode;
        auto_vectorize = false;
    }

    public string mode { get; }

    /// <summary>Turns one image around at random.</summary>
    /// <param name="image">The image to turn (rows, columns, channels).</param>
    /// <param name="transformation">Without effect.</param>
    public Tensor augment_image(Tensor image, IReadOnlyDictionary<string, Tensor>? transformation = null) =>
        OneImage(image, images => Augment(images, isBatch: false));

    /// <summary>Nothing: whether an image is turned is drawn when that is done.</summary>
    public IReadOnlyDictionary<string, Tensor>? get_random_transformation(
        Tensor? image = null, Tensor? label = null, Tensor? bounding_box = null) => null;

    private protected override Tensor Augment(Tensor images, bool isBatch)
    {
        var count = images.Shape.Dims[0];
        float[] across = new float[count], down = new float[count];
        for (var i = 0; i < count; i++)
        {
            if (mode != "vertical") across[i] = Flips();
            if (mode != "horizontal") down[i] = Flips();
        }
        return Flipped(Flipped(images, across, Images.Columns), down, Images.Rows);
    }

    private float Flips() => Random.Stateless(0, 1) < 0.5f ? 1 : 0;

    private static Tensor Flipped(Tensor images, float[] flips, int axis) =>
        Ops.Select(Ops.Cast(PerImage(flips, images), DType.Bool), Ops.Reverse(images, axis), images);
}

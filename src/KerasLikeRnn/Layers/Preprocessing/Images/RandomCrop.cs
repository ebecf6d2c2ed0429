namespace KerasLikeRnn.Layers;

/// <summary>
/// A random part of images in training, the same of all images of a batch; at other times, and of images too small, the resized middle.
/// </summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, height, width, channels); or one image, without batch.</remarks>
[KerasExport("keras.layers.RandomCrop", "keras.layers.experimental.preprocessing.RandomCrop")]
public partial class RandomCrop : RandomImageLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public RandomCrop(int height, int width, int? seed = null, LayerOptions? options = null) : base(seed, options) =>
        (this.height, this.width) = (CheckedArgument.Size(height, nameof(height)), CheckedArgument.Size(width, nameof(width)));

    public int height { get; }

    public int width { get; }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Images.WithSize(input_shape, height, width);

    private protected override Tensor Unchanged(Tensor x) => Images.SmartResize(Ops.Cast(x, DType), height, width);

    private protected override Tensor Augment(Tensor images, bool isBatch)
    {
        int down = images.Shape.Dims[1] - height, across = images.Shape.Dims[2] - width;
        if (down < 0 || across < 0) return Unchanged(images);
        var draws = Random.Integers(2);
        return Images.Crop(images, draws[0] % (down + 1), draws[1] % (across + 1), height, width);
    }
}

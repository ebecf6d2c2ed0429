namespace KerasLikeRnn.Layers;

/// <summary>The middle of images; those that are too small are resized.</summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, height, width, channels); or one image, without batch.</remarks>
[KerasExport("keras.layers.CenterCrop", "keras.layers.experimental.preprocessing.CenterCrop")]
public partial class CenterCrop : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public CenterCrop(int height, int width, LayerOptions? options = null) : base(options) =>
        (this.height, this.width) = (CheckedArgument.Size(height, nameof(height)), CheckedArgument.Size(width, nameof(width)));

    public int height { get; }

    public int width { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Images.Batched(Ops.Cast(inputs, DType), images =>
    {
        int down = images.Shape.Dims[1] - height, across = images.Shape.Dims[2] - width;
        return down >= 0 && across >= 0
            ? Images.Crop(images, down / 2, across / 2, height, width)
            : Images.SmartResize(images, height, width);
    });

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Images.WithSize(input_shape, height, width);
}

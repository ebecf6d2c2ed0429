namespace KerasLikeRnn.Layers;

/// <summary>Gives images another size.</summary>
/// <remarks>Input (batch, rows, columns, channels), output (batch, height, width, channels); or one image, without batch.</remarks>
/// <param name="height">Rows of the output.</param>
/// <param name="width">Columns of the output.</param>
/// <param name="interpolation">"bilinear" (default), "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or
/// "mitchellcubic".</param>
/// <param name="crop_to_aspect_ratio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
/// <exception cref="ValueError">There is no such interpolation.</exception>
[KerasExport("keras.layers.Resizing", "keras.layers.experimental.preprocessing.Resizing")]
public partial class Resizing(
    int height, int width, string interpolation = "bilinear", bool crop_to_aspect_ratio = false, LayerOptions? options = null)
    : Layer(options)
{
    private readonly Interpolation method = Interpolations.Find(interpolation);

    public int height { get; } = height;

    public int width { get; } = width;

    public string interpolation { get; } = interpolation;

    public bool crop_to_aspect_ratio { get; } = crop_to_aspect_ratio;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(inputs, method == Interpolation.Nearest ? DType : DType.Float32);
        return Ops.Cast(
            crop_to_aspect_ratio ? Images.SmartResize(x, height, width, method) : Images.Resize(x, height, width, method), DType);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Images.WithSize(input_shape, height, width);
}

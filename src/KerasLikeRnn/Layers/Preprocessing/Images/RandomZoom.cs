namespace KerasLikeRnn.Layers;

/// <summary>Makes what images show larger or smaller at random in training, each by itself; their size stays.</summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels).</remarks>
[KerasExport("keras.layers.RandomZoom", "keras.layers.experimental.preprocessing.RandomZoom")]
public partial class RandomZoom : RandomWarp
{
    private readonly FactorLike height;
    private readonly FactorLike? width;

    /// <summary>Creates the layer.</summary>
    /// <param name="height_factor">How much smaller at most, as a share of the height: a number for both directions, or two limits;
    /// negative ones make it larger.</param>
    /// <param name="width_factor">The same for the width; by default as much as the height, so that proportions stay.</param>
    /// <exception cref="ValueError">A limit is below −1, one of height_factor above 1, or there is no such mode.</exception>
    public RandomZoom(
        FactorLike height_factor, FactorLike? width_factor = null, WarpArguments? filling = null, LayerOptions? options = null)
        : base(filling, options)
    {
        (height, width) = (height_factor, width_factor);
        if (Math.Abs(height.Limits.Lower) > 1 || Math.Abs(height.Limits.Upper) > 1)
            throw new ValueError($"`height_factor` must have values between [-1, 1], got {height_factor}", nameof(height_factor));
        if (width is { Limits: var (lower, upper) } && (lower < -1 || upper < -1))
            throw new ValueError($"`width_factor` must have values larger than -1, got {width_factor}", nameof(width_factor));
    }

    public object? height_factor => height.Config;

    public object? width_factor => width?.Config;

    private protected override float[][] Transforms(Tensor images, bool isBatch)
    {
        float bottom = images.Shape.Dims[1] - 1, right = images.Shape.Dims[2] - 1;
        var down = Draw(images, height);
        var across = width is { } factor ? Draw(images, factor) : down;
        return [.. across.Zip(down, (x, y) => new[] { x, 0, right / 2 * (1 - x), 0, y, bottom / 2 * (1 - y), 0, 0 })];
    }

    private float[] Draw(Tensor images, FactorLike factor) =>
        Random.Uniform(images.Shape.Dims[0], 1 + factor.Limits.Lower, 1 + factor.Limits.Upper);
}

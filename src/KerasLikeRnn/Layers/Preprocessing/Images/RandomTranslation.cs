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

    private protected override float[][] Transforms(Tensor images, bool isBatch)
    {
        int rows = images.Shape.Dims[1], columns = images.Shape.Dims[2];
        var (y, x) = Shifts(images.Shape.Dims[0], isBatch);
        return [.. x.Zip(y, (right, below) => new[] { 1, 0, -right * columns, 0, 1, -below * rows, 0, 0 })];
    }

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

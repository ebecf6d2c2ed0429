namespace KerasLikeRnn.Layers;

/// <summary>Turns images around their middles at random in training, each by itself.</summary>
/// <remarks>Input and output (batch, rows, columns, channels), or one image (rows, columns, channels).</remarks>
[KerasExport("keras.layers.RandomRotation", "keras.layers.experimental.preprocessing.RandomRotation")]
public partial class RandomRotation : RandomWarp
{
    private readonly FactorLike given;

    /// <summary>Creates the layer.</summary>
    /// <param name="factor">How far at most, as a share of a whole turn: a number for both directions, or two limits, positive ones
    /// anticlockwise.</param>
    /// <exception cref="ValueError">The upper limit is below the lower one, or there is no such mode.</exception>
    public RandomRotation(FactorLike factor, WarpArguments? filling = null, LayerOptions? options = null) : base(filling, options)
    {
        given = factor;
        if (factor.Limits.Upper < factor.Limits.Lower)
            throw new ValueError($"Factor cannot have negative values, got {factor}", nameof(factor));
    }

    public object? factor => given.Config;

    private protected override float[][] Transforms(Tensor images, bool isBatch)
    {
        float bottom = images.Shape.Dims[1] - 1, right = images.Shape.Dims[2] - 1;
        var (lower, upper) = given.Limits;
        return Array.ConvertAll(Random.Uniform(images.Shape.Dims[0], lower * 2 * Math.PI, upper * 2 * Math.PI), angle =>
        {
            float cos = MathF.Cos(angle), sin = MathF.Sin(angle);
            var x = (right - (cos * right - sin * bottom)) / 2;
            var y = (bottom - (sin * right + cos * bottom)) / 2;
            return new[] { cos, -sin, x, sin, cos, y, 0, 0 };
        });
    }
}

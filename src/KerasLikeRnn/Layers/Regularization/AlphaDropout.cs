namespace KerasLikeRnn.Layers;

/// <summary>
/// Dropout that keeps mean and variance of its inputs, for networks of selu units: dropped inputs become selu's lower limit.
/// </summary>
/// <param name="rate">Share of the inputs dropped. A rate that is not between 0 and 1 changes nothing, as in Keras.</param>
/// <param name="noise_shape">Shape of the mask, axes of size 1 sharing it; by default the input's.</param>
/// <param name="seed">Seed of this layer's masks.</param>
[KerasExport("keras.layers.AlphaDropout")]
public partial class AlphaDropout(double rate, Shape? noise_shape = null, int? seed = null, LayerOptions? options = null)
    : Layer(options)
{
    // -alpha * scale of selu: what it gives for inputs far below zero.
    private const double LowerLimit = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    private readonly OwnSeed? own = OwnSeed.From(seed);

    public double rate { get; } = rate;

    public Shape? noise_shape { get; } = noise_shape;

    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Required.NotNull(context).training && rate is > 0 and < 1 ? Drop(x) : x;
    }

    private Tensor Drop(Tensor x)
    {
        var draws = Noise.Uniform(noise_shape ?? x.Shape, x.DType, own);
        var kept = Ops.Compare(CompareOp.GreaterEqual, draws, Ops.Constant(rate, x.DType));
        var stretch = 1 / Math.Sqrt((1 - rate) * (1 + rate * LowerLimit * LowerLimit));
        var shift = -stretch * LowerLimit * rate;
        return stretch * Ops.Select(kept, x, Ops.Constant(LowerLimit, x.DType)) + shift;
    }

    /// <inheritdoc/>
    internal override void Keep(BackupState state)
    {
        if (own is not null) state.Keep("seed", own.Keep);
    }
}

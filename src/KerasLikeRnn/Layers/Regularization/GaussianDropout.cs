namespace KerasLikeRnn.Layers;

/// <summary>Multiplies by normal random numbers around 1 in training, as much noise as a dropout of the same rate makes.</summary>
/// <param name="rate">The standard deviation is √(rate / (1 − rate)). A rate that is not between 0 and 1 changes nothing, as in
/// Keras.</param>
/// <param name="seed">Seed of this layer's numbers.</param>
[KerasExport("keras.layers.GaussianDropout")]
public partial class GaussianDropout(double rate, int? seed = null, LayerOptions? options = null) : Layer(options)
{
    private readonly OwnSeed? own = OwnSeed.From(seed);

    public double rate { get; } = rate;

    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Required.NotNull(context).training && rate is > 0 and < 1
            ? Ops.Multiply(x, Noise.Normal(x, 1, Math.Sqrt(rate / (1 - rate)), own)) : x;
    }

    /// <inheritdoc/>
    internal override void Keep(BackupState state)
    {
        if (own is not null) state.Keep("seed", own.Keep);
    }
}

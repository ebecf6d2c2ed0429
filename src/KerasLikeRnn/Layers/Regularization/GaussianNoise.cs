namespace KerasLikeRnn.Layers;

/// <summary>Adds normal random numbers in training.</summary>
/// <param name="stddev">Standard deviation of the numbers.</param>
/// <param name="seed">Seed of this layer's numbers.</param>
[KerasExport("keras.layers.GaussianNoise")]
public partial class GaussianNoise(double stddev, int? seed = null, LayerOptions? options = null) : Layer(options)
{
    private readonly OwnSeed? own = OwnSeed.From(seed);

    public double stddev { get; } = stddev;

    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Required.NotNull(context).training ? Ops.Add(x, Noise.Normal(x, 0, stddev, own)) : x;
    }

    /// <inheritdoc/>
    internal override void Keep(BackupState state)
    {
        if (own is not null) state.Keep("seed", own.Keep);
    }
}

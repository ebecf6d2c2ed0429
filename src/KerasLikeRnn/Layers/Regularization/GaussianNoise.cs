namespace KerasLikeRnn.Layers;

/// <summary>Adds normal random numbers in training.</summary>
[KerasExport("keras.layers.GaussianNoise")]
public sealed class GaussianNoise : Layer
{
    private readonly OwnSeed? own;

    /// <summary>Creates the layer.</summary>
    /// <param name="stddev">Standard deviation of the numbers.</param>
    /// <param name="seed">Seed of this layer's numbers.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public GaussianNoise(double stddev, int? seed = null, LayerOptions? options = null) : base(options)
    {
        this.stddev = stddev;
        this.seed = seed;
        own = OwnSeed.From(seed);
    }

    public double stddev { get; }

    public int? seed { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Required.NotNull(context).training ? Ops.Add(x, Noise.Normal(x, 0, stddev, own)) : x;
    }
}

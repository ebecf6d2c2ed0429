namespace KerasLikeRnn.Layers;

/// <summary>
/// What all layers that change images at random have in common. They work in training, and also when they are called by
/// themselves and nobody says whether this is training; else they hand their input on.
/// </summary>
public abstract class RandomImageLayer : Layer
{
    /// <param name="seed">Seed of this layer's random numbers; without one they follow from <c>keras.utils.set_random_seed</c>.</param>
    private protected RandomImageLayer(int? seed, LayerOptions? options) : base(options)
    {
        this.seed = seed;
        Random = new ImageRandom(seed);
    }

    /// <summary>Seed of this layer's random numbers.</summary>
    public int? seed { get; }

    private protected ImageRandom Random { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor x = inputs;
        if (!(Required.NotNull(context).Training ?? true)) return Unchanged(x);
        if (x.Rank is not (3 or 4))
            throw new ValueError(
                $"Image augmentation layers are expecting inputs to be rank 3 (HWC) or 4D (NHWC) tensors. Got shape: {x.Shape}",
                nameof(inputs));
        var isBatch = x.Rank == 4;
        return Images.Batched(Ops.Cast(x, DType), images => Augment(images, isBatch));
    }

    /// <inheritdoc/>
    internal override void Keep(BackupState state) => Random.Keep(state);

    /// <summary>What images become outside of training.</summary>
    private protected virtual Tensor Unchanged(Tensor x) => Ops.Cast(x, DType);

    /// <summary>What a batch becomes, of one image where the layer got no batch.</summary>
    private protected abstract Tensor Augment(Tensor images, bool isBatch);

    /// <summary>
    /// Draws a number for each image of a batch, one after the other. Before the images Keras goes once through what it does with
    /// each of them: that draw is lost.
    /// </summary>
    private protected static float[] ForEach(Tensor images, bool isBatch, Func<float> draw)
    {
        if (isBatch) draw();
        return [.. Enumerable.Range(0, images.Shape.Dims[0]).Select(_ => draw())];
    }

    /// <summary>Numbers, one for each image, that are multiplied with or added to whole images.</summary>
    private protected static Tensor PerImage(float[] numbers, Tensor images) =>
        Ops.Cast(Tensor.From<float>(numbers, Shape.Of(numbers.Length, 1, 1, 1)), images.DType);
}

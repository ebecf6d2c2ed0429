namespace KerasLikeRnn.Layers;

/// <summary>How images are filled that were moved, turned or stretched.</summary>
/// <param name="fill_mode">What stands outside: "reflect" (default), "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">How elements are made of those around: "bilinear" (default) or "nearest".</param>
/// <param name="seed">Seed of this layer's random numbers; without one they follow from <c>keras.utils.set_random_seed</c>.</param>
/// <param name="fill_value">The number of fill_mode "constant".</param>
[KerasKeywords]
public sealed record WarpArguments(
    string fill_mode = "reflect", string interpolation = "bilinear", int? seed = null, double fill_value = 0.0);

/// <summary>What all layers that move, turn or stretch images at random have in common.</summary>
public abstract partial class RandomWarp : RandomImageLayer
{
    private readonly FillMode mode;
    private readonly WarpArguments filling;

    private protected RandomWarp(WarpArguments? filling, LayerOptions? options) : base((filling ??= new()).seed, options)
    {
        mode = filling.fill_mode switch
        {
            "reflect" => FillMode.Reflect,
            "wrap" => FillMode.Wrap,
            "constant" => FillMode.Constant,
            "nearest" => FillMode.Nearest,
            _ => throw new ValueError(
                $"Unknown `fill_mode` {filling.fill_mode}. Only `reflect`, `wrap`, `constant` and `nearest` are supported.",
                nameof(fill_mode)),
        };
        if (filling.interpolation is not ("nearest" or "bilinear"))
            throw new ValueError(
                $"Unknown `interpolation` {filling.interpolation}. Only `nearest` and `bilinear` are supported.", nameof(interpolation));
        this.filling = filling;
    }

    private protected override Tensor Augment(Tensor images, bool isBatch) =>
        Warped(images, Transforms(images, isBatch));

    /// <summary>Images warped by a map each.</summary>
    private protected Tensor Warped(Tensor images, float[][] maps) =>
        Ops.Warp(images, new ImageWarp(maps, mode, (float)fill_value, interpolation == "bilinear"));

    /// <summary>A map for each image, as <see cref="ImageWarp"/> has them.</summary>
    private protected abstract float[][] Transforms(Tensor images, bool isBatch);
}

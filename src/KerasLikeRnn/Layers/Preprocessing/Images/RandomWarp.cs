namespace KerasLikeRnn.Layers;

/// <summary>What all layers that move, turn or stretch images at random have in common.</summary>
public abstract class RandomWarp : RandomImageLayer
{
    private readonly FillMode mode;

    private protected RandomWarp(string fill_mode, string interpolation, int? seed, double fill_value, LayerOptions? options) : base(seed, options)
    {
        mode = fill_mode switch
        {
            "reflect" => FillMode.Reflect,
            "wrap" => FillMode.Wrap,
            "constant" => FillMode.Constant,
            "nearest" => FillMode.Nearest,
            _ => throw new ValueError(
                $"Unknown `fill_mode` {fill_mode}. Only `reflect`, `wrap`, `constant` and `nearest` are supported.", nameof(fill_mode)),
        };
        if (interpolation is not ("nearest" or "bilinear"))
            throw new ValueError($"Unknown `interpolation` {interpolation}. Only `nearest` and `bilinear` are supported.", nameof(interpolation));
        this.fill_mode = fill_mode;
        this.interpolation = interpolation;
        this.fill_value = fill_value;
    }

    /// <summary>What stands outside of the image.</summary>
    public string fill_mode { get; }

    /// <summary>How elements are made of those around.</summary>
    public string interpolation { get; }

    /// <summary>The number of fill_mode "constant".</summary>
    public double fill_value { get; }

    private protected override Tensor Augment(Tensor images, bool isBatch) =>
        Ops.Warp(images, new ImageWarp(Transforms(images, isBatch), mode, (float)fill_value, interpolation == "bilinear"));

    /// <summary>A map for each image, as <see cref="ImageWarp"/> has them.</summary>
    private protected abstract float[][] Transforms(Tensor images, bool isBatch);
}

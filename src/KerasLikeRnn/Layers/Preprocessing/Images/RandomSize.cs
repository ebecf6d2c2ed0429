namespace KerasLikeRnn.Layers;

/// <summary>What the layers that stretch an axis of images at random have in common.</summary>
public abstract class RandomSize : RandomImageLayer
{
    private readonly FactorLike given;
    private readonly Interpolation method;

    /// <param name="interpolation">
    /// "bilinear" (default), "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".
    /// </param>
    private protected RandomSize(FactorLike factor, string interpolation, int? seed, LayerOptions? options) : base(seed, options)
    {
        given = factor;
        var (lower, upper) = factor.Limits;
        if (upper < lower) throw new ValueError($"`factor` cannot have upper bound less than lower bound, got {factor}", nameof(factor));
        if (lower < -1 || upper < -1) throw new ValueError($"`factor` must have values larger than -1, got {factor}", nameof(factor));
        this.interpolation = interpolation;
        method = Interpolations.Find(interpolation);
    }

    /// <summary>How much at most.</summary>
    public object? factor => given.Config;

    /// <summary>How elements are made of those around.</summary>
    public string interpolation { get; }

    /// <summary>The axis that is stretched, counted from the end.</summary>
    private protected abstract int Axis { get; }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape.With(Axis, Shape.Unknown);

    private protected override Tensor Unchanged(Tensor x) => Autocast(x);

    private protected override Tensor Augment(Tensor images, bool isBatch)
    {
        var (lower, upper) = given.Limits;
        var size = (int)(Random.Uniform(1, 1 + lower, 1 + upper)[0] * images.Shape.Dim(Axis));
        var target = images.Shape.With(Axis, size);
        return Ops.Resize(images, target.Dims[1], target.Dims[2], method);
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>What a layer does with numbers of mean 0 and variance 1, and what its weights begin with and are held to.</summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether to multiply by gamma.</param>
/// <param name="beta_initializer">First values of beta.</param>
/// <param name="gamma_initializer">First values of gamma.</param>
/// <param name="beta_regularizer">Penalty on beta.</param>
/// <param name="gamma_regularizer">Penalty on gamma.</param>
/// <param name="beta_constraint">What is done to beta after every update.</param>
/// <param name="gamma_constraint">What is done to gamma after every update.</param>
[KerasKeywords]
public sealed class ScaleArguments(
    double epsilon = 0.001, bool center = true, bool scale = true, InitializerLike beta_initializer = default,
    InitializerLike gamma_initializer = default, RegularizerLike beta_regularizer = default, RegularizerLike gamma_regularizer = default,
    ConstraintLike beta_constraint = default, ConstraintLike gamma_constraint = default)
{
    public double epsilon { get; } = epsilon;

    public bool center { get; } = center;

    public bool scale { get; } = scale;

    public Initializer beta_initializer { get; } = beta_initializer.Or("zeros");

    public Initializer gamma_initializer { get; } = gamma_initializer.Or("ones");

    public Regularizer? beta_regularizer { get; } = beta_regularizer.Value;

    public Regularizer? gamma_regularizer { get; } = gamma_regularizer.Value;

    public Constraint? beta_constraint { get; } = beta_constraint.Value;

    public Constraint? gamma_constraint { get; } = gamma_constraint.Value;
}

/// <summary>What the layers share that give numbers mean 0 and variance 1, and then learned means (beta) and deviations (gamma).</summary>
public abstract partial class ScaledNormalization : Layer
{
    private readonly ScaleArguments scaling;

    private protected ScaledNormalization(AxesLike axis, ScaleArguments? scaling, LayerOptions? options) : base(options)
    {
        this.axis = axis.Or(-1);
        this.scaling = scaling ?? new();
    }

    /// <summary>The axis, or axes; counted from the start once built.</summary>
    public AxesLike axis { get; private protected set; }

    /// <summary>The learned deviations, once built; null without scale.</summary>
    public Variable? gamma { get; private set; }

    /// <summary>The learned means, once built; null without center.</summary>
    public Variable? beta { get; private set; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>Makes gamma and beta, of the layer's type or another one.</summary>
    private protected void AddScaleAndCenter(Shape shape, DType? dtype = null)
    {
        if (scale) gamma = AddWeight("gamma", shape, gamma_initializer, gamma_regularizer, gamma_constraint, dtype: dtype);
        if (center) beta = AddWeight("beta", shape, beta_initializer, beta_regularizer, beta_constraint, dtype: dtype);
    }

    /// <summary>gamma · y + beta, both seen in a shape that broadcasts to y.</summary>
    private protected Tensor Scaled(Tensor y, Shape shape)
    {
        if (gamma is not null) y = Ops.Multiply(y, Ops.Reshape(gamma.Current, shape));
        return beta is null ? y : Ops.Add(y, Ops.Reshape(beta.Current, shape));
    }

    /// <summary>A shape of sizes 1, but for the given axes.</summary>
    internal static Shape Only(IEnumerable<int> axes, Shape shape)
    {
        var sizes = Enumerable.Repeat(1, shape.Rank).ToArray();
        foreach (var axis in axes) sizes[axis] = shape.Dims[axis];
        return Shape.Of(sizes);
    }
}

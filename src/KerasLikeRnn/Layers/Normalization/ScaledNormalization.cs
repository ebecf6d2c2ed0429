namespace KerasLikeRnn.Layers;

/// <summary>Penalties on beta and gamma, and what they are held to.</summary>
/// <param name="beta_regularizer">Penalty on beta.</param>
/// <param name="gamma_regularizer">Penalty on gamma.</param>
/// <param name="beta_constraint">What is done to beta after every update.</param>
/// <param name="gamma_constraint">What is done to gamma after every update.</param>
[KerasKeywords]
public sealed record ScaleArguments(
    RegularizerLike beta_regularizer = default, RegularizerLike gamma_regularizer = default, ConstraintLike beta_constraint = default,
    ConstraintLike gamma_constraint = default);

/// <summary>What the layers share that give numbers mean 0 and variance 1, and then learned means (beta) and deviations (gamma).</summary>
public abstract class ScaledNormalization : Layer
{
    private protected ScaledNormalization(
        AxesLike axis, double epsilon, bool center, bool scale, InitializerLike beta_initializer, InitializerLike gamma_initializer,
        ScaleArguments? arguments, LayerOptions? options)
        : base(options)
    {
        arguments ??= new();
        this.axis = axis.Or(-1);
        this.epsilon = epsilon;
        this.center = center;
        this.scale = scale;
        this.beta_initializer = beta_initializer.Or("zeros");
        this.gamma_initializer = gamma_initializer.Or("ones");
        beta_regularizer = arguments.beta_regularizer.Value;
        gamma_regularizer = arguments.gamma_regularizer.Value;
        beta_constraint = arguments.beta_constraint.Value;
        gamma_constraint = arguments.gamma_constraint.Value;
    }

    /// <summary>The axis, or axes; counted from the start once built.</summary>
    public AxesLike axis { get; private protected set; }

    public double epsilon { get; }

    public bool center { get; }

    public bool scale { get; }

    public Initializer beta_initializer { get; }

    public Initializer gamma_initializer { get; }

    public Regularizer? beta_regularizer { get; }

    public Regularizer? gamma_regularizer { get; }

    public Constraint? beta_constraint { get; }

    public Constraint? gamma_constraint { get; }

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
    private protected static Shape Only(IEnumerable<int> axes, Shape shape)
    {
        var sizes = Enumerable.Repeat(1, shape.Rank).ToArray();
        foreach (var axis in axes) sizes[axis] = shape.Dims[axis];
        return Shape.Of(sizes);
    }
}

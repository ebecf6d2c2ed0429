namespace KerasLikeRnn.Layers;

/// <summary>Densely connected layer: activation(inputs · kernel + bias).</summary>
/// <remarks>Input (batch, ..., input_dim), output (batch, ..., units): for inputs of more than two axes the product runs over the last one.</remarks>
[KerasExport("keras.layers.Dense")]
public sealed class Dense : Layer
{
    private Variable? kernelVariable;
    private Variable? biasVariable;

    /// <summary>Creates the layer.</summary>
    /// <param name="units">Size of the output's last axis.</param>
    /// <param name="activation">Function applied to the result; none by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (input_dim, units).</param>
    /// <param name="bias_initializer">First values of the bias (units).</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ValueError">units is negative.</exception>
    public Dense(
        int units,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike bias_regularizer = default,
        RegularizerLike activity_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike bias_constraint = default,
        LayerOptions? options = null)
        : base(options, activity_regularizer)
    {
        this.units = Positive.Units(units);
        this.activation = activation.Or("linear");
        this.use_bias = use_bias;
        this.kernel_initializer = kernel_initializer.Or("glorot_uniform");
        this.bias_initializer = bias_initializer.Or("zeros");
        this.kernel_regularizer = kernel_regularizer.Regularizer;
        this.bias_regularizer = bias_regularizer.Regularizer;
        this.kernel_constraint = kernel_constraint.Constraint;
        this.bias_constraint = bias_constraint.Constraint;
        input_spec = new InputSpec(min_ndim: 2);
    }

    public int units { get; }

    public Activations.Activation activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    /// <summary>The kernel (input_dim, units), once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The bias (units), once built; null without bias.</summary>
    public Variable? bias => biasVariable;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var size = Required.NotNull(input_shape).Dim(-1);
        if (size == Shape.Unknown)
            throw new ValueError($"The last dimension of the inputs to a Dense layer should be defined. Found None. Full input shape received: {input_shape}", nameof(input_shape));
        kernelVariable = AddWeight("kernel", Shape.Of(size, units), kernel_initializer, kernel_regularizer, kernel_constraint);
        if (use_bias) biasVariable = AddWeight("bias", Shape.Of(units), bias_initializer, bias_regularizer, bias_constraint);
        input_spec = new InputSpec(min_ndim: 2, axes: new Dictionary<int, int> { [-1] = size });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        activation.call(Ops.Linear(Ops.Cast(inputs, DType), kernel.Current, bias?.Current));

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Required.NotNull(input_shape).With(-1, units);
}

namespace KerasLikeRnn.Layers;

/// <summary>Densely connected layer whose product is an Einstein summation: activation(einsum(inputs, kernel) + bias).</summary>
/// <remarks><c>EinsumDense("abc,cd->abd", output_shape: (None, 64), bias_axes: "d")</c> is a Dense(64) over sequences.</remarks>
[KerasExport("keras.layers.experimental.EinsumDense")]
public sealed class EinsumDense : Layer
{
    private Variable? kernelVariable;
    private Shape? outputShape;

    /// <summary>Creates the layer.</summary>
    /// <param name="equation">The summation, of the form <c>ab,bc->ac</c>, <c>...ab,bc->...ac</c> or <c>ab...,bc->ac...</c>.</param>
    /// <param name="output_shape">Shape of the output without the batch axis and without the axes of an ellipsis; None where the input tells.</param>
    /// <param name="activation">Function applied to the result; none by default.</param>
    /// <param name="bias_axes">Letters of the output's axes that the bias has; no bias by default.</param>
    /// <param name="kernel_initializer">First values of the kernel.</param>
    /// <param name="bias_initializer">First values of the bias.</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="activity_regularizer">Penalty on the output.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public EinsumDense(
        string equation,
        Shape output_shape,
        ActivationLike activation = default,
        string? bias_axes = null,
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
        this.equation = equation;
        partial_output_shape = output_shape;
        this.activation = activation.Or("linear");
        this.bias_axes = bias_axes;
        this.kernel_initializer = kernel_initializer.Or("glorot_uniform");
        this.bias_initializer = bias_initializer.Or("zeros");
        this.kernel_regularizer = kernel_regularizer.Regularizer;
        this.bias_regularizer = bias_regularizer.Regularizer;
        this.kernel_constraint = kernel_constraint.Constraint;
        this.bias_constraint = bias_constraint.Constraint;
    }

    public string equation { get; }

    /// <summary>The output shape as it was given.</summary>
    public Shape partial_output_shape { get; }

    /// <summary>The output's shape, batch axis included, once built.</summary>
    public Shape full_output_shape => outputShape ?? throw NotBuilt();

    public Activations.Activation activation { get; }

    public string? bias_axes { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    /// <summary>The kernel, once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The bias, once built; null without bias_axes.</summary>
    public Variable? bias { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">The equation is none, or does not fit the shapes.</exception>
    public override void build(Shape input_shape)
    {
        var shapes = EinsumShapes.Of(equation, input_shape, partial_output_shape);
        outputShape = shapes.Output;
        kernelVariable = AddWeight("kernel", shapes.Kernel, kernel_initializer, kernel_regularizer, kernel_constraint);
        if (bias_axes is not null) bias = AddWeight("bias", shapes.Bias(bias_axes), bias_initializer, bias_regularizer, bias_constraint);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var products = Ops.Einsum(equation, Autocast(inputs), kernel.Current);
        return activation.call(bias is null ? products : Ops.Add(products, bias.Current));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => EinsumShapes.Of(equation, input_shape, partial_output_shape).Output;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["output_shape"] = partial_output_shape.ToArray() };
}

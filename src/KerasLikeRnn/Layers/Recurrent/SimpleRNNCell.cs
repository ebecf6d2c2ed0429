using KerasLikeRnn.Activations;
using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Regularizers;

namespace KerasLikeRnn.Layers;

/// <summary>The cell of <see cref="SimpleRNN"/>: h' = activation(x·kernel + bias + h·recurrent_kernel); the output is h'.</summary>
[KerasExport("keras.layers.SimpleRNNCell")]
public sealed class SimpleRNNCell : RecurrentCell
{
    private readonly RecurrentDropout masks;
    private Variable? kernelVariable;
    private Variable? recurrentVariable;
    private Variable? biasVariable;

    /// <summary>Creates the cell.</summary>
    /// <param name="units">Size of the state.</param>
    /// <param name="activation">Function applied to the sum.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">First values of the kernel (features, units).</param>
    /// <param name="recurrent_initializer">First values of the recurrent kernel (units, units).</param>
    /// <param name="bias_initializer">First values of the bias (units).</param>
    /// <param name="kernel_regularizer">Penalty on the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty on the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    /// <param name="kernel_constraint">What is done to the kernel after every update.</param>
    /// <param name="recurrent_constraint">What is done to the recurrent kernel after every update.</param>
    /// <param name="bias_constraint">What is done to the bias after every update.</param>
    /// <param name="dropout">Share of the inputs dropped in training, the same ones at every step (clamped to 0 .. 1).</param>
    /// <param name="recurrent_dropout">Share of the state dropped in training, the same at every step (clamped to 0 .. 1).</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is negative.</exception>
    public SimpleRNNCell(
        int units,
        ActivationLike activation = default,
        bool use_bias = true,
        InitializerLike kernel_initializer = default,
        InitializerLike recurrent_initializer = default,
        InitializerLike bias_initializer = default,
        RegularizerLike kernel_regularizer = default,
        RegularizerLike recurrent_regularizer = default,
        RegularizerLike bias_regularizer = default,
        ConstraintLike kernel_constraint = default,
        ConstraintLike recurrent_constraint = default,
        ConstraintLike bias_constraint = default,
        double dropout = 0.0,
        double recurrent_dropout = 0.0,
        LayerOptions? options = null)
        : base(options)
    {
        this.units = Positive.RecurrentUnits(units);
        this.activation = activation.Or("tanh");
        this.use_bias = use_bias;
        this.kernel_initializer = kernel_initializer.Or("glorot_uniform");
        this.recurrent_initializer = recurrent_initializer.Or("orthogonal");
        this.bias_initializer = bias_initializer.Or("zeros");
        this.kernel_regularizer = kernel_regularizer.Regularizer;
        this.recurrent_regularizer = recurrent_regularizer.Regularizer;
        this.bias_regularizer = bias_regularizer.Regularizer;
        this.kernel_constraint = kernel_constraint.Constraint;
        this.recurrent_constraint = recurrent_constraint.Constraint;
        this.bias_constraint = bias_constraint.Constraint;
        this.dropout = Math.Clamp(dropout, 0, 1);
        this.recurrent_dropout = Math.Clamp(recurrent_dropout, 0, 1);
        masks = new RecurrentDropout(this.dropout, this.recurrent_dropout, gates: 1);
    }

    public int units { get; }

    public Activations.Activation activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer recurrent_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? recurrent_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? recurrent_constraint { get; }

    public Constraint? bias_constraint { get; }

    public double dropout { get; }

    public double recurrent_dropout { get; }

    /// <summary>The kernel (features, units), once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The recurrent kernel (units, units), once built.</summary>
    public Variable recurrent_kernel => recurrentVariable ?? throw NotBuilt();

    /// <summary>The bias (units), once built; null without bias.</summary>
    public Variable? bias => biasVariable;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> state_size => [Shape.Of(units)];

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        kernelVariable = AddWeight("kernel", Shape.Of(input_shape.Dim(-1), units), kernel_initializer, kernel_regularizer, kernel_constraint);
        recurrentVariable = AddWeight("recurrent_kernel", Shape.Of(units, units), recurrent_initializer, recurrent_regularizer, recurrent_constraint);
        if (use_bias) biasVariable = AddWeight("bias", Shape.Of(units), bias_initializer, bias_regularizer, bias_constraint);
    }

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var x = Ops.Cast(inputs, DType);
        var h = states[0];
        if (masks.ForInputs(x, context) is { } dropped) x = Ops.Multiply(x, dropped[0]);
        if (masks.ForStates(h, context) is { } forgotten) h = Ops.Multiply(h, forgotten[0]);
        var z = Ops.MatMul(x, kernel);
        if (bias is not null) z = Ops.Add(z, bias);
        var output = activation.call(Ops.Add(z, Ops.MatMul(h, recurrent_kernel)));
        return (output, output);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Shape.Of(input_shape.Dims[0], units);

    /// <inheritdoc/>
    protected internal override void ResetMasks() => masks.Reset();

    /// <inheritdoc/>
    protected internal override int CountMasks(CallContext context) => masks.Count(context);

    /// <summary>The mask by which the inputs of a step are multiplied, where there is one.</summary>
    internal Tensor? InputMask(Tensor step, CallContext context) => masks.ForInputs(step, context)?[0];
}

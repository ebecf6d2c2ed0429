namespace KerasLikeRnn.Layers;

/// <summary>
/// What the cells of Keras share: a kernel (features, gates · units), a recurrent kernel (units, gates · units), a bias and
/// dropout masks for the inputs and the state.
/// </summary>
public abstract class KernelCell : AbstractRNNCell
{
    private readonly int gates;
    private readonly RecurrentDropout masks;
    private Variable? kernelVariable;
    private Variable? recurrentVariable;

    private protected KernelCell(
        int gates,
        int units,
        ActivationLike activation,
        bool use_bias,
        InitializerLike kernel_initializer,
        InitializerLike recurrent_initializer,
        InitializerLike bias_initializer,
        RegularizerLike kernel_regularizer,
        RegularizerLike recurrent_regularizer,
        RegularizerLike bias_regularizer,
        ConstraintLike kernel_constraint,
        ConstraintLike recurrent_constraint,
        ConstraintLike bias_constraint,
        double dropout,
        double recurrent_dropout,
        LayerOptions? options)
        : base(options)
    {
        this.gates = gates;
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
        masks = new RecurrentDropout(this.dropout, this.recurrent_dropout, gates);
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

    /// <summary>The kernel (features, gates · units), once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The recurrent kernel (units, gates · units), once built.</summary>
    public Variable recurrent_kernel => recurrentVariable ?? throw NotBuilt();

    /// <summary>The bias, once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    /// <inheritdoc/>
    internal override bool NeedsFloats => true;

    /// <inheritdoc/>
    public override StateSize state_size => units;

    /// <inheritdoc/>
    public override Shape output_size => Shape.Of(units);

    private protected virtual Shape BiasShape => Shape.Of(Width);

    private int Width => Shape.Size((long)gates * units);

    /// <summary>Where the first values of the bias come from.</summary>
    private protected virtual Initializer FirstBias => bias_initializer;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        kernelVariable = AddWeight("kernel", Shape.Of(Required.NotNull(input_shape).Dim(-1), Width), kernel_initializer, kernel_regularizer, kernel_constraint);
        recurrentVariable = AddWeight("recurrent_kernel", Shape.Of(units, Width), recurrent_initializer, recurrent_regularizer, recurrent_constraint);
        if (use_bias) bias = AddWeight("bias", BiasShape, FirstBias, bias_regularizer, bias_constraint);
    }

    /// <inheritdoc/>
    protected internal override void ResetMasks() => masks.Reset();

    /// <inheritdoc/>
    protected internal override int CountMasks(CallContext context) => masks.Count(context);

    /// <summary>Fused: unless the state is dropped, or there are no units.</summary>
    internal override bool IsFused(CallContext context) => activation.Fused is not null && units > 0 && !(context.training && recurrent_dropout > 0);

    /// <inheritdoc/>
    internal override Tensor? InputMask(Tensor step, CallContext context) => InputMasks(step, context)?[0];

    /// <summary>A mask for the inputs of each gate, or null where nothing is dropped.</summary>
    private protected Tensor[]? InputMasks(Tensor step, CallContext context) => masks.ForInputs(step, context);

    /// <summary>A mask for the state as each gate sees it, or null where nothing is dropped.</summary>
    private protected Tensor[]? StateMasks(Tensor state, CallContext context) => masks.ForStates(state, context);

    /// <summary>The part of a gate of a matrix or vector whose last axis holds all gates.</summary>
    private protected Tensor Gate(Tensor weights, int gate) => Ops.Narrow(weights, -1, gate * units, units);

    private protected virtual RecurrentOptions FusedOptions(SequenceRun run) =>
        new(activation.Fused!.Value, run.GoBackwards, run.ZeroOutputForMask);
}

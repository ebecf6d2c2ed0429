namespace KerasLikeRnn.Layers;

/// <summary>What the cells of Keras share: a kernel, a recurrent kernel and a bias, and dropout masks for the inputs and the state.</summary>
public abstract class KernelCell : AbstractRNNCell
{
    private readonly RecurrentDropout masks;
    private Variable? kernelVariable;
    private Variable? recurrentVariable;

    private protected KernelCell(
        int gates, ActivationLike activation, bool use_bias, RecurrentInitializers? initializers, RecurrentRegularizers? regularizers,
        RecurrentConstraints? constraints, double dropout, double recurrent_dropout, LayerOptions? options)
        : base(options)
    {
        (initializers, regularizers, constraints) = (initializers ?? new(), regularizers ?? new(), constraints ?? new());
        Gates = gates;
        this.activation = activation.Or("tanh");
        this.use_bias = use_bias;
        kernel_initializer = initializers.kernel_initializer.Or("glorot_uniform");
        recurrent_initializer = initializers.recurrent_initializer.Or("orthogonal");
        bias_initializer = initializers.bias_initializer.Or("zeros");
        kernel_regularizer = regularizers.kernel_regularizer.Value;
        recurrent_regularizer = regularizers.recurrent_regularizer.Value;
        bias_regularizer = regularizers.bias_regularizer.Value;
        kernel_constraint = constraints.kernel_constraint.Value;
        recurrent_constraint = constraints.recurrent_constraint.Value;
        bias_constraint = constraints.bias_constraint.Value;
        this.dropout = Math.Clamp(dropout, 0, 1);
        this.recurrent_dropout = Math.Clamp(recurrent_dropout, 0, 1);
        masks = new RecurrentDropout(this.dropout, this.recurrent_dropout, gates);
    }

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

    /// <summary>The kernel, with all gates in its last axis, once built.</summary>
    public Variable kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The recurrent kernel, with all gates in its last axis, once built.</summary>
    public Variable recurrent_kernel => recurrentVariable ?? throw NotBuilt();

    /// <summary>The bias, once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    /// <inheritdoc/>
    internal override bool NeedsFloats => true;

    private protected int Gates { get; }

    /// <summary>Where the first values of the bias come from.</summary>
    private protected virtual Initializer FirstBias => bias_initializer;

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states) =>
        call(inputs, states, CallContext.Current ?? new CallContext());

    private protected void AddWeights(Shape kernel, Shape recurrent_kernel, Shape bias)
    {
        kernelVariable = AddWeight("kernel", kernel, kernel_initializer, kernel_regularizer, kernel_constraint);
        recurrentVariable = AddWeight(
            "recurrent_kernel", recurrent_kernel, recurrent_initializer, recurrent_regularizer, recurrent_constraint);
        if (use_bias) this.bias = AddWeight("bias", bias, FirstBias, bias_regularizer, bias_constraint);
    }

    /// <inheritdoc/>
    protected internal override void ResetMasks() => masks.Reset();

    /// <inheritdoc/>
    protected internal override int CountMasks(CallContext context) => masks.Count(context);

    /// <inheritdoc/>
    internal override Tensor? InputMask(Tensor step, CallContext context) => InputMasks(step, context)?[0];

    /// <summary>A mask for the inputs of each gate, or null where nothing is dropped.</summary>
    private protected Tensor[]? InputMasks(Tensor step, CallContext context) => masks.ForInputs(step, context);

    /// <summary>A mask for the state as each gate sees it, or null where nothing is dropped.</summary>
    private protected Tensor[]? StateMasks(Tensor state, CallContext context) => masks.ForStates(state, context);

    private protected T[] Each<T>(Func<int, T> ofGate) => [.. Enumerable.Range(0, Gates).Select(ofGate)];
}

namespace KerasLikeRnn.Layers;

/// <summary>
/// What the cells of Keras share: a kernel, a recurrent kernel and a bias, and dropout masks for the inputs and the state.
/// </summary>
public abstract partial class KernelCell : AbstractRNNCell
{
    private readonly RecurrentDropout masks;
    private Variable? kernelVariable;
    private Variable? recurrentVariable;

    private protected KernelCell(int gates, RecurrentArguments? arguments, LayerOptions? options) : base(options)
    {
        Gates = gates;
        Arguments = arguments ?? new();
        masks = new RecurrentDropout(dropout, recurrent_dropout, gates);
    }

    internal RecurrentArguments Arguments { get; }

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

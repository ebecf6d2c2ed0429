namespace KerasLikeRnn.Layers;

/// <summary>
/// One time step of a recurrent layer: from an input (batch, features) and states to an output and new states. Subclass
/// it for a cell of your own and hand it to <see cref="RNN"/>; or let any layer implement <see cref="IRNNCell"/>.
/// </summary>
/// <remarks>
/// A cell says the size of its states (<see cref="state_size"/>) and overrides one of the two forms of <c>call</c>: the one with
/// the context where it must know whether it is training, or takes constants (see <see cref="TakesConstants"/>).
/// </remarks>
[KerasExport("keras.layers.AbstractRNNCell")]
public abstract partial class AbstractRNNCell(LayerOptions? options = null) : Layer(options), IRNNCell
{
    /// <summary>Size of the states: <c>units</c>, or <c>[units, new Shape(3, 2)]</c> for several.</summary>
    public abstract StateSize state_size { get; }

    /// <summary>Shape of the output, without the batch axis; that of the first state by default.</summary>
    public virtual Shape output_size => state_size.Shapes[0];

    /// <summary>
    /// Whether <c>call</c> uses <see cref="CallContext.constants"/>. A cell that says so is given the constants of the call of its
    /// layer at every step; others refuse them.
    /// </summary>
    protected internal virtual bool TakesConstants => false;

    /// <inheritdoc/>
    bool IRNNCell.TakesConstants => TakesConstants;

    /// <inheritdoc/>
    private protected override bool NamesWeightsInside => false;

    /// <summary>One step.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    public virtual (Tensor Output, Tensors States) call(Tensor inputs, Tensors states) =>
        throw RNNCells.WithoutStep(this);

    /// <summary>One step that knows whether it is part of training.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="context">Whether it is training, and the constants.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    public virtual (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context) => call(inputs, states);

    /// <summary>Whether states of other types than floats would be wrong: a cell of one's own may count in whole numbers.</summary>
    internal virtual bool NeedsFloats => false;

    /// <summary>Calls the cell by itself, for one step: Python's <c>cell(inputs, states)</c>.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <param name="constants">What a cell that takes constants is given besides.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    public (Tensor Output, Tensors States) this[Tensor inputs, Tensors states, bool? training = null, Tensors? constants = null] =>
        __call__(inputs, states, training, constants);

    /// <summary>The same as <c>cell[inputs, states]</c>.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="training">Whether to behave as in training.</param>
    /// <param name="constants">What a cell that takes constants is given besides.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    public (Tensor Output, Tensors States) __call__(Tensor inputs, Tensors states, bool? training = null, Tensors? constants = null)
    {
        var outputs = Invoke([inputs, .. Required.NotNull(states)], CallContext.Call(training, [], constants: constants));
        return (outputs[0], ((Tensors)outputs.Skip(1).ToArray()).InLists(state_size.Counts));
    }

    /// <summary>The states a sequence begins with: zeros.</summary>
    /// <param name="inputs">Inputs from which batch size and type are taken.</param>
    /// <param name="batch_size">Number of samples, where there are no inputs.</param>
    /// <param name="dtype">Type of the states, where there are no inputs.</param>
    /// <exception cref="ValueError">Neither inputs nor batch size and type are given.</exception>
    public virtual Tensors get_initial_state(Tensor? inputs = null, int? batch_size = null, DType? dtype = null) =>
        RNNCells.Zeros(this, inputs, batch_size, dtype);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Shape.Of(Required.NotNull(input_shape).Dims[0]).Concat(output_size);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes) =>
        [compute_output_shape(input_shapes[0]), .. state_size.Shapes.Select(Shape.Of(input_shapes[0].Dims[0]).Concat)];

    /// <summary>Forgets the dropout masks: the next step draws new ones.</summary>
    protected internal virtual void ResetMasks() { }

    /// <summary>Number of dropout masks a step of that kind draws.</summary>
    protected internal virtual int CountMasks(CallContext context) => 0;

    /// <summary>Whether there is one operation for a whole sequence, so that no step needs to be called by itself.</summary>
    internal virtual bool IsFused(CallContext context) => false;

    /// <summary>The mask by which the inputs of a step are multiplied before <see cref="RunFused"/>, where there is one.</summary>
    internal virtual Tensor? InputMask(Tensor step, CallContext context) => null;

    /// <summary>The whole sequence as one operation; only where <see cref="IsFused"/>.</summary>
    /// <param name="x">Inputs (batch, timesteps, features), multiplied by their dropout masks.</param>
    /// <param name="mask">Truth values (batch, timesteps), or null.</param>
    /// <param name="states">The states before the first step.</param>
    /// <param name="run">How it runs.</param>
    /// <returns>The output of every step (batch, timesteps, ...) or of the last one, and the states after it.</returns>
    internal virtual (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors states, SequenceRun run) =>
        throw new NotSupportedException($"{GetType().Name} has no operation for a whole sequence; call it step by step.");
}

/// <summary>How a layer runs its cell over a sequence.</summary>
/// <param name="GoBackwards">From the last step to the first.</param>
/// <param name="ZeroOutputForMask">Masked steps give zeros instead of repeating the output before them.</param>
/// <param name="ReturnSequences">The output of every step is wanted.</param>
internal readonly record struct SequenceRun(bool GoBackwards, bool ZeroOutputForMask, bool ReturnSequences);

namespace KerasLikeRnn.Layers;

/// <summary>Runs a cell over the time steps of a sequence.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units); with
/// return_state followed by the states. A masked step keeps the states and repeats the output before it.
/// </remarks>
[KerasExport("keras.layers.RNN"), KerasConfig(ConstantsKey)]
public partial class RNN : Layer, IStateful
{
    // What Keras writes out before the arguments of a subclass.
    private static readonly string[] own =
        [nameof(return_sequences), nameof(return_state), nameof(go_backwards), nameof(stateful), nameof(unroll), nameof(time_major),
        ConstantsKey, nameof(zero_output_for_mask)];

    internal const string ConstantsKey = "num_constants";

    private CarriedStates? carried;

    private readonly SequenceArguments sequence;
    private readonly StepArguments steps;

    /// <summary>Creates the layer.</summary>
    /// <param name="cell">The cell, or several to be stacked.</param>
    public RNN(CellLike cell, SequenceArguments? sequence = null, StepArguments? steps = null, LayerOptions? options = null)
        : this(cell, sequence, steps, default, options)
    {
        input_spec = new InputSpec(min_ndim: 3);
    }

    /// <summary>For layers that bring their own cell and a penalty on the output.</summary>
    private protected RNN(
        CellLike cell, SequenceArguments? sequence, StepArguments? steps, RegularizerLike activity_regularizer, LayerOptions? options)
        : base(options, activity_regularizer)
    {
        this.cell = cell.Cell;
        this.sequence = sequence ?? new();
        this.steps = steps ?? new();
        zero_output_for_mask = this.steps.zero_output_for_mask;
        input_spec = new InputSpec(ndim: 3);
    }

    public IRNNCell cell { get; }

    /// <inheritdoc/>
    public override bool stateful => sequence.stateful;

    public bool zero_output_for_mask { get; internal set; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>The states carried from batch to batch by a stateful layer.</summary>
    public IReadOnlyList<Variable> states => carried?.Variables ?? [];

    /// <summary>The same as Keras holds them: those of each cell in a list of their own, where it has several.</summary>
    internal TrackedGroup TrackedStates
    {
        get
        {
            var (entries, at) = (new List<Trackable>(), 0);
            foreach (var (place, count) in cell.state_size.Counts.Index())
            {
                var name = Invariant($"{place}");
                Trackable[] own = [.. Enumerable.Range(0, count).Select(i => new Trackable(Invariant($"{i}"), states[at + i]))];
                entries.Add(count == 1 ? new(name, states[at]) : new(name, new TrackedGroup(states[at], "states", own)));
                at += count;
            }
            return new(this, nameof(states), [.. entries]);
        }
    }

    /// <inheritdoc/>
    private protected override Shape? ShapeOfSizes(int? input_dim, int? input_length) =>
        input_dim is null && input_length is null ? null : new Shape(input_length, input_dim);

    /// <inheritdoc/>
    private protected override InputSpec? SpecOf(int input) => input == 0 ? input_spec : null;

    /// <summary>How many of the inputs' last ones are constants; known once the layer was called with constants.</summary>
    internal int ConstantsCount { get; private set; }

    /// <summary>
    /// Keras zeroes the outputs of an unrolled layer after its last step, and with go_backwards reads the mask from the first
    /// step on for that, although the outputs begin with the last one. Its numbers are followed.
    /// </summary>
    private bool ZeroesLate => unroll && go_backwards && return_sequences && zero_output_for_mask;

    private int BatchAxis => time_major ? 1 : 0;

    private int TimeAxis => time_major ? 0 : 1;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        cell.EnsureBuilt(Shape.Of(Required.NotNull(input_shape).Dims[BatchAxis]).Concat(input_shape.Range(2, input_shape.Rank)));
        var spec = input_shape.With(TimeAxis, Shape.Unknown);
        input_spec = new InputSpec(shape: stateful ? spec : spec.With(BatchAxis, Shape.Unknown));
        if (stateful) CarryStates(input_shape.Dims[BatchAxis]);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        NoteConstants(context);
        var (x, call) = context.TakenApart(Required.NotNull(inputs), ConstantsCount);
        if (call.constants is { } constants && !cell.TakesConstants)
            throw new ValueError(
                $"RNN cell {cell.name} ({cell.GetType().Name}) does not support constants. Received: constants={Shapes(constants)}",
                nameof(inputs));
        var (output, final) = Run(
            x, StepMask(x, context.mask), InitialStates(x, call.initial_state), context.Inner() with { constants = call.constants });
        for (var i = 0; i < states.Count; i++) states[i].Assign(final[i]);
        return return_state ? InLists([output, .. final]) : output;
    }

    /// <inheritdoc/>
    internal override Tensors InLists(Tensors outputs) => return_state ? outputs.InLists(cell.state_size.Counts.Prepend(1)) : outputs;

    /// <summary>The states a sequence begins with: the cell's, zeros unless it says otherwise.</summary>
    /// <param name="inputs">The sequences (batch, timesteps, ...).</param>
    public virtual Tensors get_initial_state(Tensors inputs) =>
        cell.get_initial_state(null, Required.NotNull(inputs)[0].Shape[BatchAxis], inputs[0].DType.IsFloating() ? inputs[0].DType : DType);

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => return_sequences ? mask : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => OutputShape(input_shape);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var input_shape = input_shapes[0];
        if (unroll && input_shape.Dims[TimeAxis] == Shape.Unknown)
            throw new ValueError(
                "Cannot unroll a RNN if the time dimension is undefined. \n- If using a Sequential model, specify the time dimension by "
                + "passing an `input_shape` or `batch_input_shape` argument to your first layer. If your first layer is an Embedding, you "
                + "can also use the `input_length` argument.\n- If using the functional API, specify the time dimension by passing a "
                + "`shape` or `batch_shape` argument to your Input layer.");
        if (input_shapes.Count > 1 + ConstantsCount) CheckStates([.. input_shapes.Skip(1).SkipLast(ConstantsCount)]);
        var batch = Shape.Of(input_shape.Dims[BatchAxis]);
        return return_state ? [OutputShape(input_shape), .. cell.state_size.Shapes.Select(batch.Concat)] : [OutputShape(input_shape)];
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() => [new(nameof(cell), cell)];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        if (ConstantsCount > 0) config[ConstantsKey] = ConstantsCount;
        if (!zero_output_for_mask) config.Remove(nameof(zero_output_for_mask));
        var common = config.Keys.TakeWhile(key => key != "dtype").Append("dtype");
        return new(
            common.Concat(own.Where(config.ContainsKey)).Concat(config.Keys).Distinct()
            .Select(key => KeyValuePair.Create(key, config[key])));
    }

    /// <summary>Sets the carried states of a stateful layer, to zeros unless values are given.</summary>
    /// <param name="states">Values of all states, in the order of the cell's.</param>
    /// <exception cref="InvalidOperationException">The layer is not stateful, or does not know its batch size.</exception>
    /// <exception cref="ValueError">Number or shapes of the states differ; nothing was changed.</exception>
    [OverloadResolutionPriority(1)]
    public void reset_states(IReadOnlyList<NDArray>? states = null)
    {
        if (!stateful) throw new InvalidOperationException("Layer must be stateful.");
        if (carried is null) throw UnknownBatchSize();
        using var scope = MemoryScope.OfThread();
        if (states is null)
        {
            foreach (var state in this.states) state.Assign(Ops.ZerosLike(state.Current));
            return;
        }
        if (states.Count != this.states.Count)
            throw new ValueError(
                $"Layer {name} expects {this.states.Count} states, but it received {states.Count} state values. States "
                + $"received: {PythonText.List(states)}", nameof(states));
        for (var i = 0; i < this.states.Count; i++)
            if ((Shape)states[i].shape != this.states[i].Shape)
                throw new ValueError(
                    $"State {i} is incompatible with layer {name}: expected shape={this.states[i].Shape} but found "
                    + $"shape={(Shape)states[i].shape}", nameof(states));
        for (var i = 0; i < this.states.Count; i++) this.states[i].Assign(Ops.Cast(Arrays.ToTensor(states[i]), this.states[i].DType));
    }

    /// <summary>Sets the carried state of a stateful layer that has one, as a SimpleRNN or GRU.</summary>
    /// <param name="states">Values of the state.</param>
    /// <exception cref="InvalidOperationException">The layer is not stateful, or does not know its batch size.</exception>
    /// <exception cref="ValueError">The layer has several states, or one of another shape; nothing was changed.</exception>
    public void reset_states(NDArray states) => reset_states([states]);

    /// <inheritdoc/>
    internal override void Keep(BackupState state)
    {
        if (carried is not null) state.Keep("states", carried.Variables);
    }

    /// <inheritdoc/>
    void IStateful.ResetStates() => reset_states();

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context)
    {
        NoteConstants(context);
        return base.InferOutputs(context.WithArguments(inputs), context);
    }

    /// <summary>Takes the number of constants too, which Keras's configurations have.</summary>
    private protected override bool Adopt(string argument, object? value)
    {
        if (argument != ConstantsKey || value is not int count) return base.Adopt(argument, value);
        ConstantsCount = count;
        return true;
    }

    /// <summary>The dropout masks of all steps (batch, timesteps, features), in the order of the inputs, for a fused cell.</summary>
    private protected virtual Tensor DropoutMasks(AbstractRNNCell cell, Tensor x, CallContext context)
    {
        var step = Ops.StopGradient(Ops.Take(x, 1, 0));
        var masks = new Tensor[x.Shape.Dims[1]];
        using var draws = new StepMasks(cell, context, unroll);
        for (var t = 0; t < masks.Length; t++)
        {
            draws.NextStep();
            masks[go_backwards ? masks.Length - 1 - t : t] = cell.InputMask(step, context)!;
        }
        return Ops.Stack(masks, 1);
    }

    /// <summary>Runs the sequence; the output has the layer's shape.</summary>
    private protected virtual (Tensor Output, Tensors States) Run(Tensor x, Tensor? mask, Tensors initial, CallContext context)
    {
        if (x.Shape.Dims[TimeAxis] == 0) throw new ValueError($"A sequence needs at least one time step. Received: {x.Shape}");
        var late = mask is not null && ZeroesLate;
        var zero = zero_output_for_mask && !late;
        var (output, states) =
            cell is AbstractRNNCell fused && fused.IsFused(context)
                ? RunFused(fused, x, mask, initial, zero, context)
                : RunSteps(x, mask, initial, zero, context);
        return (late ? Ops.Select(TimeSteps.MaskFor(mask!, output), output, Ops.ZerosLike(output)) : output, states);
    }

    /// <summary>All steps in one operation, which wants the batch axis first.</summary>
    private (Tensor Output, Tensors States) RunFused(
        AbstractRNNCell cell, Tensor x, Tensor? mask, Tensors initial, bool zero, CallContext context)
    {
        x = Ops.Cast(x, DType);
        if (time_major) (x, mask) = (Ops.Transpose(x, 1, 0, 2), mask is null ? null : Ops.Transpose(mask));
        if (cell.CountMasks(context) > 0) x = Ops.Multiply(x, DropoutMasks(cell, x, context));
        var (output, states) = cell.RunFused(x, mask, initial, new SequenceRun(go_backwards, zero, return_sequences));
        return (time_major && return_sequences ? Ops.Transpose(output, 1, 0, 2) : output, states);
    }

    /// <summary>The cell, step by step.</summary>
    private (Tensor Output, Tensors States) RunSteps(Tensor x, Tensor? mask, Tensors states, bool zero, CallContext context)
    {
        using var draws = new StepMasks(cell, context, unroll);
        var loop = new TimeSteps(go_backwards, zero, return_sequences);
        var (outputs, final) = loop.Run(Ops.Unstack(x, TimeAxis), mask is null ? null : Ops.Unstack(mask, TimeAxis), states, Step);
        return (return_sequences ? Ops.Stack(outputs, TimeAxis) : outputs[^1], final);

        (Tensor, Tensors) Step(Tensor input, Tensors before)
        {
            draws.NextStep();
            return cell.Step(input, before, context);
        }
    }

    private Shape OutputShape(Shape input_shape)
    {
        var batch = Shape.Of(Required.NotNull(input_shape).Dims[BatchAxis]);
        var time = Shape.Of(input_shape.Dims[TimeAxis]);
        if (!return_sequences) return batch.Concat(cell.output_size);
        return (time_major ? time.Concat(batch) : batch.Concat(time)).Concat(cell.output_size);
    }

    private void NoteConstants(CallContext context)
    {
        if (Required.NotNull(context).constants is { } constants) ConstantsCount = constants.Count;
    }

    private Tensors InitialStates(Tensor x, Tensors? given)
    {
        var batch = x.Shape.Dims[BatchAxis];
        if (given is not null) CheckStates([.. given.Select(state => state.Shape)], batch);
        if (stateful)
        {
            if (carried is null) throw UnknownBatchSize();
            if (this.states[0].Shape.Dims[0] != batch)
                throw new ValueError(
                    $"The stateful layer {name} was built for batches of {this.states[0].Shape.Dims[0]} samples and received one "
                    + $"of {batch}. The number of samples must be a multiple of the batch size.", nameof(x));
            if (given is null
                || this.states.Any(state =>
                    Ops.Any(Ops.Compare(CompareOp.NotEqual, state.Current, Ops.Constant(0, state.DType))).Item() != 0))
                return this.states.Select(state => state.Value).ToArray();
        }
        var states = given ?? get_initial_state(x);
        CheckStates([.. states.Select(state => state.Shape)], batch);
        cell.CheckStates(states);
        return states.Select(state => state.DType.IsFloating() ? Ops.Cast(state, DType) : state).ToArray();
    }

    /// <exception cref="ValueError">Number or shapes of the states are not the cell's.</exception>
    private void CheckStates(IReadOnlyList<Shape> shapes, int batch = Shape.Unknown)
    {
        var sizes = cell.state_size.Shapes;
        if (shapes.Count != sizes.Count)
            throw new ValueError(
                $"Layer has {sizes.Count} states but was passed {shapes.Count} initial states. Received: "
                + $"initial_state={PythonText.List(shapes)}", "initial_state");
        for (var i = 0; i < sizes.Count; i++)
            if (!shapes[i].IsCompatibleWith(Shape.Of(batch).Concat(sizes[i])))
                throw new ValueError(
                    $"An `initial_state` was passed that is not compatible with `cell.state_size`. Received "
                    + $"`state_spec`=[{string.Join(", ", shapes.Select(shape => $"InputSpec(shape={shape}, ndim={shape.Rank})"))}]; "
                    + $"however `cell.state_size` "
                    + $"is {cell.state_size}{(batch == Shape.Unknown ? "" : Invariant($" and the batch has {batch} samples"))}",
                    "initial_state");
    }

    /// <summary>The mask as truth values (batch, timesteps), or (timesteps, batch) with time_major.</summary>
    /// <exception cref="ValueError">It does not fit the inputs.</exception>
    private static Tensor? StepMask(Tensor x, Tensor? mask)
    {
        if (mask is null) return null;
        if (mask.Rank == 3 && mask.Shape.Dim(-1) == 1) mask = Ops.Squeeze(mask, -1);
        if (mask.Shape != x.Shape.Range(0, 2))
            throw new ValueError(
                $"The mask must have a truth value for each time step, {x.Shape.Range(0, 2)} in all. Received: mask of shape {mask.Shape}",
                nameof(mask));
        return Ops.Cast(mask, DType.Bool);
    }

    private static string Shapes(Tensors tensors) => PythonText.List(tensors.Select(tensor => tensor.Shape));

    private void CarryStates(int batch)
    {
        if (batch == Shape.Unknown) throw UnknownBatchSize();
        foreach (var state in cell.state_size.Shapes) WeightLimit.Take("of the carried states", new Shape(batch).Concat(state), DType);
        carried = new([.. cell.get_initial_state(null, batch, DType)
            .Select(state => new Variable(state, $"{name}/state:0", trainable: false))]);
    }

    private static ValueError UnknownBatchSize() => new(
        "If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: \n- If using a Sequential "
        + "model, specify the batch size by passing a `batch_input_shape` argument to your first layer.\n- If using the functional API, "
        + "specify the batch size by passing a `batch_shape` argument to your Input layer.");

    /// <summary>States are no weights: what a field holds in a record is not tracked.</summary>
    private sealed record CarriedStates(Variable[] Variables);
}

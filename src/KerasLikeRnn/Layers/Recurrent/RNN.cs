using KerasLikeRnn.Engine;
using KerasLikeRnn.Regularizers;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Layers;

/// <summary>Runs a cell over the time steps of a sequence.</summary>
/// <remarks>
/// Input (batch, timesteps, features). Output (batch, units), with return_sequences (batch, timesteps, units); with
/// return_state followed by the states. A masked step keeps the states and repeats the output before it.
/// </remarks>
[KerasExport("keras.layers.RNN")]
public class RNN : Layer
{
    private Variable[]? carried;

    /// <summary>Creates the layer.</summary>
    /// <param name="cell">The cell, or several to be stacked.</param>
    /// <param name="return_sequences">Whether to give the output of every step instead of the last one.</param>
    /// <param name="return_state">Whether to give the final states too.</param>
    /// <param name="go_backwards">Whether to run from the last step to the first; a returned sequence stays in that order.</param>
    /// <param name="stateful">Whether the states a batch ends with are those the next one begins with.</param>
    /// <param name="unroll">Whether the steps are written out; here it only demands known timesteps, the result is the same.</param>
    /// <param name="time_major">Whether input and output are (timesteps, batch, ...).</param>
    /// <param name="zero_output_for_mask">Whether a masked step gives zeros instead of repeating the output before it.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public RNN(
        CellLike cell,
        bool return_sequences = false,
        bool return_state = false,
        bool go_backwards = false,
        bool stateful = false,
        bool unroll = false,
        bool time_major = false,
        bool zero_output_for_mask = false,
        LayerOptions? options = null)
        : this(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, zero_output_for_mask, options, default) { }

    /// <summary>For layers that bring their own cell and a penalty on the output.</summary>
    private protected RNN(
        CellLike cell, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll, bool time_major,
        bool zero_output_for_mask, LayerOptions? options, RegularizerLike activity_regularizer)
        : base(options, activity_regularizer)
    {
        this.cell = cell.Cell;
        this.return_sequences = return_sequences;
        this.return_state = return_state;
        this.go_backwards = go_backwards;
        this.stateful = stateful;
        this.unroll = unroll;
        this.time_major = time_major;
        this.zero_output_for_mask = zero_output_for_mask;
        input_spec = new InputSpec(ndim: 3);
    }

    public AbstractRNNCell cell { get; }

    public bool return_sequences { get; }

    public bool return_state { get; }

    public bool go_backwards { get; }

    /// <inheritdoc/>
    public override bool stateful { get; }

    public bool unroll { get; }

    public bool time_major { get; }

    public bool zero_output_for_mask { get; internal set; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>The states carried from batch to batch by a stateful layer.</summary>
    public IReadOnlyList<Variable> states => carried ?? [];

    /// <inheritdoc/>
    protected internal override IEnumerable<Layer> SubLayers => [cell];

    private int BatchAxis => time_major ? 1 : 0;

    private int TimeAxis => time_major ? 0 : 1;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        cell.EnsureBuilt(Shape.Of(input_shape.Dims[BatchAxis]).Concat(input_shape.Range(2, input_shape.Rank)));
        var spec = input_shape.With(TimeAxis, Shape.Unknown);
        input_spec = new InputSpec(shape: stateful ? spec : spec.With(BatchAxis, Shape.Unknown));
        if (stateful) CarryStates(input_shape.Dims[BatchAxis]);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = inputs[0];
        var initial = InitialStates(x.Shape.Dims[BatchAxis], inputs, context);
        var (output, final) = Run(x, context.mask, initial, context);
        for (var i = 0; i < states.Count; i++) states[i].Assign(final[i]);
        return return_state ? [output, .. final] : output;
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => return_sequences ? mask : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => OutputShape(input_shape);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var input_shape = input_shapes[0];
        if (unroll && input_shape.Dims[TimeAxis] == Shape.Unknown)
            throw new ArgumentException(
                "Cannot unroll a RNN if the time dimension is undefined. \n- If using a Sequential model, specify the time dimension by passing an `input_shape` or `batch_input_shape` argument to your first layer. If your first layer is an Embedding, you can also use the `input_length` argument.\n- If using the functional API, specify the time dimension by passing a `shape` or `batch_shape` argument to your Input layer.");
        var batch = Shape.Of(input_shape.Dims[BatchAxis]);
        return return_state ? [OutputShape(input_shape), .. cell.state_size.Select(batch.Concat)] : [OutputShape(input_shape)];
    }

    /// <summary>Sets the carried states of a stateful layer, to zeros unless values are given.</summary>
    /// <exception cref="InvalidOperationException">The layer is not stateful, or does not know its batch size.</exception>
    /// <exception cref="ArgumentException">Number or shapes of the states differ.</exception>
    public void reset_states(IReadOnlyList<NDArray>? states = null)
    {
        if (!stateful) throw new InvalidOperationException("Layer must be stateful.");
        if (carried is null) throw UnknownBatchSize();
        if (states is not null && states.Count != carried.Length)
            throw new ArgumentException(
                FormattableString.Invariant($"Layer {name} expects {carried.Length} states, but it received {states.Count} state values."), nameof(states));
        using var scope = new MemoryScope();
        for (var i = 0; i < carried.Length; i++)
        {
            if (states is not null && (Shape)states[i].shape != carried[i].Shape)
                throw new ArgumentException(
                    FormattableString.Invariant($"State {i} is incompatible with layer {name}: expected shape={carried[i].Shape}, found shape={(Shape)states[i].shape}"), nameof(states));
        }
        for (var i = 0; i < carried.Length; i++)
            carried[i].Assign(states is null ? Ops.ZerosLike(carried[i].Value) : Ops.Cast(Arrays.ToTensor(states[i]), carried[i].DType));
    }

    /// <summary>The dropout masks of all steps (batch, timesteps, features), in the order of the inputs, for a fused cell.</summary>
    private protected virtual Tensor DropoutMasks(Tensor x, CallContext context)
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
        if (x.Shape.Dims[TimeAxis] == 0) throw new ArgumentException($"A sequence needs at least one time step. Received: {x.Shape}");
        var inner = context.For(null);
        return cell.IsFused(inner) ? RunFused(x, mask, initial, inner) : RunSteps(x, mask, initial, inner);
    }

    /// <summary>All steps in one operation, which wants the batch axis first.</summary>
    private (Tensor Output, Tensors States) RunFused(Tensor x, Tensor? mask, Tensors initial, CallContext context)
    {
        x = Ops.Cast(x, DType);
        if (time_major) (x, mask) = (Ops.Transpose(x, 1, 0, 2), mask is null ? null : Ops.Transpose(mask));
        if (cell.CountMasks(context) > 0) x = Ops.Multiply(x, DropoutMasks(x, context));
        var (output, states) = cell.RunFused(x, mask, initial, new SequenceRun(go_backwards, zero_output_for_mask, return_sequences));
        return (time_major && return_sequences ? Ops.Transpose(output, 1, 0, 2) : output, states);
    }

    /// <summary>The cell, step by step.</summary>
    private (Tensor Output, Tensors States) RunSteps(Tensor x, Tensor? mask, Tensors states, CallContext context)
    {
        var steps = Ops.Unstack(x, TimeAxis);
        var masks = mask is null ? null : Ops.Unstack(mask, TimeAxis);
        var outputs = new List<Tensor>(steps.Length);
        using var draws = new StepMasks(cell, context, unroll);
        for (var t = 0; t < steps.Length; t++)
        {
            var at = go_backwards ? steps.Length - 1 - t : t;
            draws.NextStep();
            var (output, next) = cell.call(steps[at], states, context);
            if (masks is not null)
            {
                var kept = outputs.Count == 0 || zero_output_for_mask ? Ops.ZerosLike(output) : outputs[^1];
                output = Ops.Select(Spread(masks[at], output), output, kept);
                next = next.Zip(states, (after, before) => Ops.Select(Spread(masks[at], after), after, before)).ToArray();
            }
            states = next;
            if (!return_sequences) outputs.Clear();
            outputs.Add(output);
        }
        return (return_sequences ? Ops.Stack(outputs, TimeAxis) : outputs[^1], states);
    }

    private static Tensor Spread(Tensor mask, Tensor like) =>
        Ops.Reshape(mask, Shape.Of([like.Shape.Dims[0], .. Enumerable.Repeat(1, like.Rank - 1)]));

    private Shape OutputShape(Shape input_shape)
    {
        var batch = Shape.Of(input_shape.Dims[BatchAxis]);
        var time = Shape.Of(input_shape.Dims[TimeAxis]);
        if (!return_sequences) return batch.Concat(cell.output_size);
        return (time_major ? time.Concat(batch) : batch.Concat(time)).Concat(cell.output_size);
    }

    private Tensors InitialStates(int batch, Tensors inputs, CallContext context)
    {
        var given = inputs.Count > 1 ? inputs.Skip(1).ToArray() : context.initial_state;
        if (given is not null && given.Count != cell.state_size.Count)
            throw new ArgumentException(
                FormattableString.Invariant($"Layer has {cell.state_size.Count} states but was passed {given.Count} initial states."), nameof(context));
        if (given is not null)
            for (var i = 0; i < given.Count; i++)
                if (given[i].Shape != Shape.Of(batch).Concat(cell.state_size[i]))
                    throw new ArgumentException(
                        $"An `initial_state` was passed that is not compatible with `cell.state_size`. Received shape {given[i].Shape}; expected {Shape.Of(batch).Concat(cell.state_size[i])}.", nameof(context));
        if (stateful)
        {
            if (carried is null) throw UnknownBatchSize();
            if (carried[0].Shape.Dims[0] != batch)
                throw new ArgumentException(FormattableString.Invariant(
                    $"The stateful layer {name} was built for batches of {carried[0].Shape.Dims[0]} samples and received one of {batch}. The number of samples must be a multiple of the batch size."), nameof(inputs));
            if (given is null || carried.Any(state => Ops.Any(Ops.Compare(CompareOp.NotEqual, state.Value, Ops.Constant(0, state.DType))).Item() != 0))
                return carried.Select(state => Ops.Copy(state.Value)).ToArray();
        }
        return given is null ? cell.get_initial_state(batch, DType) : given.Select(state => Ops.Cast(state, DType)).ToArray();
    }

    private void CarryStates(int batch)
    {
        if (batch == Shape.Unknown) throw UnknownBatchSize();
        carried = cell.get_initial_state(batch, DType).Select(state => new Variable(state, $"{name}/state:0", trainable: false)).ToArray();
    }

    private static InvalidOperationException UnknownBatchSize() => new(
        "If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: \n- If using a Sequential model, specify the batch size by passing a `batch_input_shape` argument to your first layer.\n- If using the functional API, specify the batch size by passing a `batch_shape` argument to your Input layer.");
}

/// <summary>A cell, or several to be stacked.</summary>
public readonly struct CellLike
{
    private CellLike(AbstractRNNCell cell) => Cell = cell;

    internal AbstractRNNCell Cell { get; }

    public static implicit operator CellLike(AbstractRNNCell cell) => new(cell);

    public static implicit operator CellLike(AbstractRNNCell[] cells) => new(new StackedRNNCells([.. cells]));

    public static implicit operator CellLike(List<AbstractRNNCell> cells) => new(new StackedRNNCells([.. cells]));

    public static implicit operator CellLike(OrderedDictionary<string, object?> config) => BuiltInLayers.deserialize(config) is AbstractRNNCell cell
        ? new(cell)
        : throw new ArgumentException("The configuration of an RNN's `cell` must describe a recurrent cell.", nameof(config));
}

namespace KerasLikeRnn.Layers;

/// <summary>Runs a recurrent layer forwards and another one like it backwards in time, and merges both outputs.</summary>
/// <remarks>
/// The given layer is a model for both: they are made anew from its configuration. With return_sequences their outputs meet
/// at the same time steps, and masked steps give zeros. With return_state the states of the forward layer follow the output,
/// then those of the backward layer. Weights: the forward layer's, then the backward layer's.
/// </remarks>
[KerasExport("keras.layers.Bidirectional"), KerasConfig(RNN.ConstantsKey)]
public partial class Bidirectional : Wrapper, IStateful
{
    private static readonly string[] mergeModes = ["sum", "mul", "ave", "concat"];

    private readonly OrderedDictionary<string, object?>? backwardConfig;

    /// <summary>Creates the wrapper.</summary>
    /// <param name="layer">The recurrent layer.</param>
    /// <param name="merge_mode">How the outputs are merged: concat, sum, mul, ave; null gives both.</param>
    /// <param name="weights">Initial values of the weights, in the order of <c>get_weights</c>.</param>
    /// <param name="backward_layer">The layer that runs backwards, where it is another one; go_backwards must be true.</param>
    /// <exception cref="ValueError">merge_mode is unknown, a layer is not recurrent, or the two layers do not go together.</exception>
    public Bidirectional(
        LayerLike layer, string? merge_mode = "concat", NDArray[]? weights = null, LayerLike? backward_layer = null,
        LayerOptions? options = null)
        : base(layer, (options ?? new LayerOptions()) with { weights = weights ?? options?.weights })
    {
        if (merge_mode is not null && !mergeModes.Contains(merge_mode))
            throw new ValueError(
                $"Invalid merge mode. Received: {merge_mode}. Merge mode should be one of {{\"sum\", \"mul\", \"ave\", \"concat\", None}}",
                nameof(merge_mode));
        this.merge_mode = merge_mode;
        var given = Recurrent(this.layer, nameof(layer));
        forward_layer = Recreate(given, given.go_backwards);
        if (backward_layer is { } other)
        {
            this.backward_layer = Recurrent(other.Layer, nameof(backward_layer));
            backwardConfig = LayerConfigs.serialize(other.Layer);
        }
        else
        {
            this.backward_layer = Recreate(given, !given.go_backwards);
        }
        forward_layer.name = "forward_" + forward_layer.name;
        this.backward_layer.name = "backward_" + this.backward_layer.name;
        Verify();
        foreach (var half in Halves) half.zero_output_for_mask = half.return_sequences;
        input_spec = given.input_spec;
    }

    public string? merge_mode { get; }

    /// <summary>The layer that runs forwards.</summary>
    public RNN forward_layer { get; }

    /// <summary>The layer that runs backwards.</summary>
    public RNN backward_layer { get; }

    /// <summary>What is done to the weights after every update.</summary>
    public IReadOnlyDictionary<Variable, Constraint> constraints => WeightsWithConstraints().Where(pair => pair.Constraint is not null)
        .ToDictionary(pair => pair.Variable, pair => pair.Constraint!);

    /// <inheritdoc/>
    public override bool stateful => forward_layer.stateful;

    public bool return_sequences => forward_layer.return_sequences;

    public bool return_state => forward_layer.return_state;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <summary>The layers inside, to which the model of both halves does not belong.</summary>
    protected internal override IEnumerable<Layer> SubLayers => base.SubLayers.Where(inner => inner != layer);

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() => [new(nameof(forward_layer), forward_layer), new(nameof(backward_layer), backward_layer)];

    /// <inheritdoc/>
    private protected override InputSpec? SpecOf(int input) => input == 0 ? input_spec : null;

    private RNN[] Halves => [forward_layer, backward_layer];

    private int TimeAxis => forward_layer.time_major ? 0 : 1;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        foreach (var half in Halves) half.EnsureBuilt(input_shape);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var (x, call) = context.TakenApart(inputs, forward_layer.ConstantsCount);
        var (toForward, toBackward) = Halved(call.initial_state?.ToArray() ?? []);
        var forward = Run(forward_layer, toForward);
        var backward = Run(backward_layer, toBackward);
        var merged = Merge(forward[0], return_sequences ? Ops.Reverse(backward[0], TimeAxis) : backward[0]);
        return InLists((Tensor[])[.. merged, .. forward.Skip(1), .. backward.Skip(1)]);

        Tensors Run(RNN half, Tensor[] states) => half.Invoke(x, context.Inner(context.masks) with
        {
            initial_state = states.Length > 0 ? (Tensors)states : null,
            constants = call.constants,
        });
    }

    /// <inheritdoc/>
    internal override Tensors InLists(Tensors outputs)
    {
        if (!return_state) return outputs;
        var merged = Enumerable.Repeat(1, merge_mode is null ? 2 : 1);
        return outputs.InLists(merged.Concat(Halves.SelectMany(half => half.cell.state_size.Counts)));
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => return_sequences ? mask : null;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        var mask = compute_mask(inputs, masks.Count > 0 ? masks[0] : null);
        return merge_mode is null ? [mask, mask] : [mask];
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => ComputeOutputShapes(input_shape)[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var more = input_shapes.Skip(1).ToArray();
        var states = more.Length - Math.Min(forward_layer.ConstantsCount, more.Length);
        var (toForward, toBackward) = Halved(more[..states]);
        var forward = forward_layer.ComputeOutputShapes([input_shapes[0], .. toForward, .. more[states..]]);
        var backward = backward_layer.ComputeOutputShapes([input_shapes[0], .. toBackward, .. more[states..]]);
        Shape[] outputs = merge_mode switch
        {
            null => [forward[0], backward[0]],
            "concat" => [forward[0].With(-1, forward[0].Dim(-1) + backward[0].Dim(-1))],
            _ => [forward[0]],
        };
        return [.. outputs, .. forward.Skip(1), .. backward.Skip(1)];
    }

    /// <summary>Sets the carried states of both layers to zeros.</summary>
    /// <exception cref="InvalidOperationException">The layers are not stateful.</exception>
    public void reset_states()
    {
        foreach (var half in Halves) half.reset_states();
    }

    /// <inheritdoc/>
    void IStateful.ResetStates() => reset_states();

    /// <summary>Takes the number of constants too, which Keras's configurations have.</summary>
    private protected override bool Adopt(string argument, object? value) => argument == RNN.ConstantsKey
        ? Halves.All(half => ((IConfigurable)half).Adopt(argument, value))
        : base.Adopt(argument, value);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        if (forward_layer.ConstantsCount > 0) config[RNN.ConstantsKey] = forward_layer.ConstantsCount;
        config.Remove("weights");
        config.Remove("backward_layer");
        if (backwardConfig is not null) config["backward_layer"] = backwardConfig;
        return config;
    }

    private static RNN Recurrent(Layer layer, string argument) => layer as RNN
        ?? throw new ValueError(
            $"Bidirectional runs a recurrent layer (RNN or a class made of it, such as LSTM). Received: {layer.GetType().Name}", argument);

    /// <summary>A new layer from the configuration of one, running in the given direction.</summary>
    private static RNN Recreate(RNN layer, bool goBackwards)
    {
        var config = layer.get_config();
        config["go_backwards"] = goBackwards;
        if (config.ContainsKey("cell")) config["cell"] = Recreate(layer.cell);
        return (RNN)Construction.FromConfig(layer.GetType(), config);
    }

    private static Layer Recreate(IRNNCell cell)
    {
        var config = cell.get_config();
        if (cell is StackedRNNCells stack) config["cells"] = stack.cells.Select(object? (inner) => Recreate(inner)).ToList();
        return (Layer)Construction.FromConfig(cell.GetType(), config);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context)
    {
        if (context.constants is { } constants) Adopt(RNN.ConstantsKey, constants.Count);
        return base.InferOutputs(context.WithArguments(inputs), context);
    }

    /// <summary>The states of each layer.</summary>
    private static (T[] Forward, T[] Backward) Halved<T>(T[] states) => states.Length % 2 == 0
        ? (states[..(states.Length / 2)], states[(states.Length / 2)..])
        : throw new ValueError(
            "When passing `initial_state` to a Bidirectional RNN, the state should be a list containing the states of the underlying "
            + $"RNNs. Received: {states.Length} states", "initial_state");

    private void Verify()
    {
        if (forward_layer.go_backwards == backward_layer.go_backwards)
            throw new ValueError(
                $"Forward layer and backward layer should have different `go_backwards` value.forward_layer.go_backwards "
                + $"= {forward_layer.go_backwards},backward_layer.go_backwards = {backward_layer.go_backwards}",
                nameof(backward_layer));
        (string Name, bool Forward, bool Backward)[] common =
        [
            (nameof(stateful), forward_layer.stateful, backward_layer.stateful),
            (nameof(return_sequences), forward_layer.return_sequences, backward_layer.return_sequences),
            (nameof(return_state), forward_layer.return_state, backward_layer.return_state),
        ];
        foreach (var (attribute, forward, backward) in common)
            if (forward != backward)
                throw new ValueError(
                    $"Forward layer and backward layer are expected to have the same value for attribute \"{attribute}\", got "
                    + $"\"{forward}\" for forward layer and \"{backward}\" for backward layer",
                    nameof(backward_layer));
    }

    private Tensor[] Merge(Tensor forward, Tensor backward) => merge_mode switch
    {
        "concat" => [Ops.Concat([forward, backward], -1)],
        "sum" => [Ops.Add(forward, backward)],
        "ave" => [Ops.Divide(Ops.Add(forward, backward), Ops.Constant(2, forward.DType))],
        "mul" => [Ops.Multiply(forward, backward)],
        _ => [forward, backward],
    };
}

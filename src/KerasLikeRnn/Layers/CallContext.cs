namespace KerasLikeRnn.Layers;

/// <summary>What a layer's call is told besides its inputs.</summary>
public sealed class CallContext
{
    private static readonly Ambient<CallContext> current = new();

    /// <summary>Creates a pass of its own.</summary>
    public CallContext() { }

    private CallContext(CallContext other)
    {
        (Training, masks, initial_state, constants, arguments) =
            (other.Training, other.masks, other.initial_state, other.constants, other.arguments);
        (Losses, Reports, IsBatchSizeOpen) = (other.Losses, other.Reports, other.IsBatchSizeOpen);
    }

    /// <summary>Whether the model is being trained: dropout drops, batch statistics are used.</summary>
    public bool training { get => Training ?? BackendConfig.LearningPhase == 1; init => Training = value; }

    /// <summary>Truth values (batch, timesteps), false where a time step is padding; null means that all count.</summary>
    public Tensor? mask
    {
        get => masks.Count > 0 ? masks[0] : null;
        init => masks = value is null ? [] : [value];
    }

    /// <summary>The masks of all inputs, for a layer with several; empty where none is masked.</summary>
    public IReadOnlyList<Tensor?> masks { get; init; } = [];

    /// <summary>States a recurrent layer begins with; null means zeros, or the carried ones of a stateful layer.</summary>
    public Tensors? initial_state { get; init; }

    /// <summary>Tensors that a recurrent cell gets at every step besides its input and states.</summary>
    public Tensors? constants { get; init; }

    /// <summary>What a layer is told by arguments of its own, such as an attention mask.</summary>
    public IReadOnlyDictionary<string, object?> arguments { get; init; } = None;

    /// <summary>The pass that is running: layers called inside of another one's call belong to the same pass.</summary>
    internal static CallContext? Current => current.Value;

    /// <summary><see cref="training"/>, null where nobody said.</summary>
    internal bool? Training { get; init; }

    /// <summary>All tensors among the arguments.</summary>
    internal IEnumerable<Tensor> Tensors => (initial_state ?? []).Concat(constants ?? []).Concat(masks.OfType<Tensor>())
        .Concat(arguments.Values.OfType<Tensor>()).Concat(arguments.Values.OfType<Tensors>().SelectMany(tensors => tensors));

    /// <summary>Whether there may be tensors among the arguments.</summary>
    internal bool HasTensors => initial_state is not null || constants is not null || masks.Count > 0 || arguments.Count > 0;

    /// <summary>Numbers that layers report beside the loss during this pass, shared by all calls of the pass.</summary>
    internal List<(string Name, Tensor Value)> Reports { get; private init; } = [];

    /// <summary>Losses that layers added during this pass, shared by all calls of the pass.</summary>
    internal List<(Layer Of, Tensor Value)> Losses { get; private init; } = [];

    /// <summary>True when the batch size is the trainer's choice: errors then show it as None.</summary>
    internal bool IsBatchSizeOpen { get; init; }

    private static IReadOnlyDictionary<string, object?> None { get; } = new Dictionary<string, object?>();

    /// <summary>The same pass, for a part that must not drop anything.</summary>
    internal CallContext WithoutTraining() => new(this) { training = false };

    /// <summary>The same pass, for an inner layer.</summary>
    internal CallContext For(Tensor? mask, Tensors? initial_state = null, Tensors? constants = null) =>
        new(this) { mask = mask, initial_state = initial_state, constants = constants, arguments = None };

    /// <summary>The same pass, for an inner layer with several inputs.</summary>
    internal CallContext ForMasks(IReadOnlyList<Tensor?> masks) =>
        new(this) { masks = masks, initial_state = null, constants = null, arguments = None };

    /// <summary>A call with these arguments that belongs to the pass that is running.</summary>
    internal static CallContext Call(
        bool? training, Tensor? mask, Tensors? initial_state, Tensors? constants, IReadOnlyDictionary<string, object?>? arguments = null) =>
        Call(training, mask is null ? [] : [mask], initial_state, constants, arguments);

    /// <summary>A call of a layer with several masks that belongs to the pass that is running.</summary>
    internal static CallContext Call(
        bool? training, IReadOnlyList<Tensor?> masks, Tensors? initial_state = null, Tensors? constants = null,
        IReadOnlyDictionary<string, object?>? arguments = null)
    {
        var pass = Current ?? new CallContext();
        return new(pass)
        {
            Training = training ?? pass.Training,
            masks = masks,
            initial_state = initial_state,
            constants = constants,
            arguments = arguments ?? None,
        };
    }

    /// <summary>The call again, on tensors with numbers and as part of a pass.</summary>
    internal CallContext Replayed(Func<Tensor, Tensor> value, CallContext pass) => new(pass)
    {
        Training = Training ?? pass.Training,
        masks = [.. masks.Select(mask => mask is null ? null : value(mask))],
        initial_state = Replayed(initial_state, value),
        constants = Replayed(constants, value),
        arguments = arguments.Count == 0 ? None : arguments.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            Tensor tensor => value(tensor),
            Tensors tensors => tensors.Select(value).ToArray(),
            var other => other,
        }),
    };

    /// <summary>What is called until the result is disposed of belongs to this pass.</summary>
    /// <param name="flows">Whether in tasks begun inside, too.</param>
    internal Inside Enter(bool flows) => flows ? current.Enter(this) : current.EnterHere(this);

    /// <summary>Reports a number beside the loss.</summary>
    internal void Report(string name, Tensor value)
    {
        lock (Reports) Reports.Add((name, value));
    }

    private static Tensors? Replayed(Tensors? tensors, Func<Tensor, Tensor> value) =>
        tensors is null ? null : (Tensors)tensors.Select(value).ToArray();

    /// <summary>Inputs followed by the initial states and constants of the call: the list in which models keep all of them.</summary>
    internal Tensors WithArguments(Tensors inputs) =>
        initial_state is null && constants is null ? inputs : [.. inputs, .. initial_state ?? [], .. constants ?? []];

    /// <summary>The same call with the masks that its inputs carry, where it was given none.</summary>
    internal CallContext WithMasksOf(Tensors inputs) =>
        masks.Count > 0 || inputs.All(input => input.Mask is null) ? this : new(this) { masks = [.. inputs.Select(input => input.Mask)] };
}

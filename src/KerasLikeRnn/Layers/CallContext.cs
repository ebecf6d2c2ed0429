namespace KerasLikeRnn.Layers;

/// <summary>
/// One call of a layer: all that it is told besides its inputs, and the pass it belongs to. A call inside of it is made from it,
/// <c>context with { ... }</c>.
/// </summary>
public sealed record CallContext
{
    private static readonly Ambient<CallContext> current = new();

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

    /// <summary>The call that is running: layers called in it belong to the same pass.</summary>
    internal static CallContext? Current => current.Value;

    /// <summary><see cref="training"/>, null where nobody said.</summary>
    internal bool? Training { get; init; }

    /// <summary>Numbers that layers report beside the loss during this pass, shared by all calls of the pass.</summary>
    internal List<(string Name, Tensor Value)> Reports { get; } = [];

    /// <summary>Losses that layers added during this pass, shared by all calls of the pass.</summary>
    internal List<(Layer Of, Tensor Value)> Losses { get; } = [];

    /// <summary>True when the batch size is the trainer's choice: errors then show it as None.</summary>
    internal bool IsBatchSizeOpen { get; init; }

    /// <summary>All tensors among the arguments.</summary>
    internal IEnumerable<Tensor> Tensors => (initial_state ?? []).Concat(constants ?? []).Concat(masks.OfType<Tensor>())
        .Concat(arguments.Values.OfType<Tensor>()).Concat(arguments.Values.OfType<Tensors>().SelectMany(tensors => tensors));

    /// <summary>Whether it says nothing but whether the model is trained.</summary>
    internal bool IsBare => initial_state is null && constants is null && masks.Count == 0 && arguments.Count == 0;

    /// <summary>The tensor given as an argument of the layer's own; null for none.</summary>
    internal Tensor? Tensor(string argument) => arguments.GetValueOrDefault(argument) switch
    {
        Tensor tensor => tensor,
        Tensors tensors => (Tensor)tensors,
        _ => null,
    };

    private static IReadOnlyDictionary<string, object?> None { get; } = new Dictionary<string, object?>();

    /// <summary>A call with these arguments that belongs to the pass that is running.</summary>
    internal static CallContext Call(
        bool? training = null, IReadOnlyList<Tensor?>? masks = null, Tensors? initial_state = null, Tensors? constants = null,
        IReadOnlyDictionary<string, object?>? arguments = null)
    {
        var around = Current ?? new CallContext();
        return around with
        {
            Training = training ?? around.Training,
            masks = masks ?? [],
            initial_state = initial_state,
            constants = constants,
            arguments = arguments ?? None,
        };
    }

    /// <summary>The call of a layer inside, which is told of masks only.</summary>
    internal CallContext Inner(params IReadOnlyList<Tensor?> masks) =>
        IsBare && masks.Count == 0 ? this : this with { masks = masks, initial_state = null, constants = null, arguments = None };

    /// <summary>The call again, on other tensors and as part of a pass.</summary>
    internal CallContext On(Func<Tensor, Tensor> value, CallContext pass) => IsBare && Training is null ? pass.Inner() : pass with
    {
        Training = Training ?? pass.Training,
        masks = [.. masks.Select(mask => mask is null ? null : value(mask))],
        initial_state = initial_state?.Map(value),
        constants = constants?.Map(value),
        arguments = arguments.Count == 0 ? None : arguments.ToDictionary(pair => pair.Key, pair => pair.Value switch
        {
            Tensor tensor => value(tensor),
            Tensors tensors => tensors.Map(value),
            var other => other,
        }),
    };

    /// <summary>
    /// The call with its inputs apart: a list of sequences, states and constants, as Python's <c>lstm([x, h, c])</c>, is the sequences and
    /// the arguments of those names.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="count">How many of the last ones are constants, unless the call names them.</param>
    internal (Tensor Sequences, CallContext Call) TakenApart(Tensors inputs, int count)
    {
        if (inputs.Count == 1) return (inputs[0], this);
        var more = inputs.Skip(1).ToArray();
        var states = more.Length - (constants is null ? Math.Min(count, more.Length) : 0);
        return (inputs[0], this with
        {
            initial_state = states > 0 ? more[..states] : initial_state,
            constants = states < more.Length ? more[states..] : constants,
        });
    }

    /// <summary>What is called until the result is disposed of belongs to this pass.</summary>
    /// <param name="flows">Whether in tasks begun inside, too.</param>
    internal Inside Enter(bool flows) => flows ? current.Enter(this) : current.EnterHere(this);

    /// <summary>Reports a number beside the loss.</summary>
    internal void Report(string name, Tensor value)
    {
        lock (Reports) Reports.Add((name, value));
    }

    /// <summary>Inputs followed by the initial states and constants of the call: the list in which models keep all of them.</summary>
    internal Tensors WithArguments(Tensors inputs) =>
        initial_state is null && constants is null ? inputs : [.. inputs, .. initial_state ?? [], .. constants ?? []];

    /// <summary>The same call with the masks that its inputs carry, where it was given none.</summary>
    internal CallContext WithMasksOf(Tensors inputs)
    {
        if (masks.Count > 0) return this;
        for (var i = 0; i < inputs.Count; i++)
            if (inputs[i].Mask is not null) return this with { masks = [.. inputs.Select(each => each.Mask)] };
        return this;
    }
}

using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>What a layer's call is told besides its inputs.</summary>
public sealed class CallContext
{
    /// <summary>Creates a pass of its own.</summary>
    public CallContext() { }

    private CallContext(CallContext other)
    {
        (training, masks, initial_state, constants, arguments) = (other.training, other.masks, other.initial_state, other.constants, other.arguments);
        (Losses, IsBatchSizeOpen) = (other.Losses, other.IsBatchSizeOpen);
    }

    /// <summary>Whether the model is being trained: dropout drops, batch statistics are used.</summary>
    public bool training { get; init; }

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

    /// <summary>Losses that layers added during this pass, shared by all calls of the pass.</summary>
    internal List<Tensor> Losses { get; private init; } = [];

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

    /// <summary>The same call with the masks that its inputs carry, where it was given none.</summary>
    internal CallContext WithMasksOf(Tensors inputs) =>
        masks.Count > 0 || inputs.All(input => input.Mask is null) ? this : new(this) { masks = [.. inputs.Select(input => input.Mask)] };
}

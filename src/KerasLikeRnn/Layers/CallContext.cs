using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>What a layer's call is told besides its inputs.</summary>
public sealed class CallContext
{
    /// <summary>Whether the model is being trained: dropout drops, batch statistics are used.</summary>
    public bool training { get; init; }

    /// <summary>Truth values (batch, timesteps), false where a time step is padding; null means that all count.</summary>
    public Tensor? mask { get; init; }

    /// <summary>States a recurrent layer begins with; null means zeros, or the carried ones of a stateful layer.</summary>
    public Tensors? initial_state { get; init; }

    /// <summary>Losses that layers added during this pass, shared by all calls of the pass.</summary>
    internal List<Tensor> Losses { get; private init; } = [];

    /// <summary>True when the batch size is the trainer's choice: errors then show it as None.</summary>
    internal bool IsBatchSizeOpen { get; init; }

    /// <summary>The same pass, for a part that must not drop anything.</summary>
    internal CallContext WithoutTraining() => new()
    {
        mask = mask,
        initial_state = initial_state,
        Losses = Losses,
        IsBatchSizeOpen = IsBatchSizeOpen,
    };

    /// <summary>The same pass, for an inner layer.</summary>
    internal CallContext For(Tensor? mask, Tensors? initial_state = null) => new()
    {
        training = training,
        mask = mask,
        initial_state = initial_state,
        Losses = Losses,
        IsBatchSizeOpen = IsBatchSizeOpen,
    };
}

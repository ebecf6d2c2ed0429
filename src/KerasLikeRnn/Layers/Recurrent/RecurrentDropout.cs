namespace KerasLikeRnn.Layers;

/// <summary>The dropout masks of a cell, one for each gate: drawn when a step first needs them, kept until <see cref="Reset"/>.</summary>
internal sealed class RecurrentDropout(double inputRate, double stateRate, int gates)
{
    private readonly DropoutMask inputs = new(inputRate);
    private readonly DropoutMask states = new(stateRate);
    private Tensor[]? inputMasks;
    private Tensor[]? stateMasks;

    /// <summary>Forgets the masks: the next step draws new ones.</summary>
    public void Reset() => inputMasks = stateMasks = null;

    /// <summary>Masks for inputs of that shape, or null where nothing is dropped.</summary>
    public Tensor[]? ForInputs(Tensor x, CallContext context) => Draw(inputs, ref inputMasks, x, context);

    /// <summary>Masks for states of that shape, or null where nothing is dropped.</summary>
    public Tensor[]? ForStates(Tensor h, CallContext context) => Draw(states, ref stateMasks, h, context);

    /// <summary>Number of masks a step draws.</summary>
    public int Count(CallContext context) => !context.training ? 0 : (inputs.Rate > 0 ? gates : 0) + (states.Rate > 0 ? gates : 0);

    private Tensor[]? Draw(DropoutMask mask, ref Tensor[]? drawn, Tensor like, CallContext context)
    {
        if (!Required.NotNull(context).training || mask.Rate == 0) return null;
        return drawn ??= Enumerable.Range(0, gates).Select(_ => mask.Draw(like.Shape, like.DType)!).ToArray();
    }
}

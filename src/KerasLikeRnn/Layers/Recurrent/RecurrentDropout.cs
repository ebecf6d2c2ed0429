using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>The dropout masks of a cell: drawn at the first step of a sequence, the same at all its steps, one for each gate.</summary>
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

    private Tensor[]? Draw(DropoutMask mask, ref Tensor[]? drawn, Tensor like, CallContext context)
    {
        if (!context.training || mask.Rate == 0) return null;
        return drawn ??= Enumerable.Range(0, gates).Select(_ => mask.Draw(like.Shape, like.DType)).ToArray();
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>A step function over a sequence, masked steps left out.</summary>
/// <param name="Backwards">Whether it runs from the last step to the first.</param>
/// <param name="ZeroOutputForMask">Whether a masked step gives zeros instead of the output before it.</param>
/// <param name="KeepsAll">Whether all outputs are returned, or only the last one.</param>
internal readonly record struct TimeSteps(bool Backwards, bool ZeroOutputForMask, bool KeepsAll)
{
    /// <summary>Runs the sequence; outputs come in the order in which they were made.</summary>
    /// <param name="steps">Inputs of each step (batch, ...).</param>
    /// <param name="masks">Truth values of each step (batch), or null.</param>
    /// <param name="states">The first states.</param>
    /// <param name="step">Computes a step's output and the states after it.</param>
    public (List<Tensor> Outputs, Tensors States) Run(
        Tensor[] steps, Tensor[]? masks, Tensors states, Func<Tensor, Tensors, (Tensor Output, Tensors States)> step)
    {
        var outputs = new List<Tensor>(KeepsAll ? steps.Length : 1);
        for (var t = 0; t < steps.Length; t++)
        {
            var at = Backwards ? steps.Length - 1 - t : t;
            var (output, next) = step(steps[at], states);
            if (masks is not null)
            {
                var kept = outputs.Count == 0 || ZeroOutputForMask ? Ops.ZerosLike(output) : outputs[^1];
                output = Ops.Select(MaskFor(masks[at], output), output, kept);
                next = next.Zip(states, (after, before) => Ops.Select(MaskFor(masks[at], after), after, before)).ToArray();
            }
            states = next;
            if (!KeepsAll) outputs.Clear();
            outputs.Add(output);
        }
        return (outputs, states);
    }

    /// <summary>A mask with as many axes as what it is for.</summary>
    public static Tensor MaskFor(Tensor mask, Tensor like) =>
        Ops.Reshape(mask, mask.Shape.Concat(Shape.Of([.. Enumerable.Repeat(1, like.Rank - mask.Rank)])));
}

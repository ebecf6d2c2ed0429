namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>
    /// −ln of the probability of label sequences under a softmax of logits, blanks and repetitions left out (Graves et al., 2006),
    /// infinite where the steps do not suffice.
    /// </summary>
    /// <param name="logits">(batch, time, classes); the last class is the blank.</param>
    /// <param name="labels">For each sample its labels, none of them the blank.</param>
    /// <param name="lengths">For each sample the number of steps that count.</param>
    /// <param name="losses">(batch).</param>
    /// <param name="gradients">Of the losses with respect to the logits, softmax itself where there is no path; null where nobody asks.</param>
    public abstract void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients);
}

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
    /// <param name="gradients">Of the losses with respect to the logits, softmax itself where there is no path; null where nobody
    /// asks.</param>
    public void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients)
    {
        Demand(logits.Rank == 3, "logits (batch, time, classes)");
        int batch = logits.Shape.Dims[0], time = logits.Shape.Dims[1], classes = logits.Shape.Dims[2];
        Demand(labels.Count == batch && lengths.Count == batch, "labels and a length for each sample");
        Demand(lengths.All(length => length >= 0 && length <= time), "lengths within the time");
        Demand(labels.All(sample => sample.All(label => label >= 0 && label < classes - 1)), "labels that are classes and not the blank");
        Need(logits);
        Need(losses, logits.DType, batch);
        Need(gradients, logits.DType, logits.Shape.Dims);
        Floats(logits).CtcLoss(logits, labels, lengths, losses, gradients);
        KeepAlive(logits, losses, gradients);
    }
}

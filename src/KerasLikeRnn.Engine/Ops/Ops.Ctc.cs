namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// The CTC loss (batch): −ln of the probability of label sequences under softmax(logits), blanks and repetitions left out.
    /// dlogits = softmax − P(class at this step | labels).
    /// </summary>
    /// <param name="logits">(batch, time, classes); the last class is the blank.</param>
    /// <param name="labels">For each sample its labels, none of them the blank.</param>
    /// <param name="lengths">For each sample the number of steps that count.</param>
    public static Tensor CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths)
    {
        var losses = Tensor.Empty(logits.Shape.Dims[0], logits.DType);
        var gradients = GradientTape.IsFollowed(logits) ? Tensor.Empty(logits.Shape, logits.DType) : null;
        Backend.CtcLoss(logits, labels, lengths, losses, gradients);
        return gradients is null ? losses : GradientTape.Record(losses, (logits, dy => Multiply(Reshape(dy, Shape.Of(Shape.Unknown, 1, 1)), gradients)));
    }
}

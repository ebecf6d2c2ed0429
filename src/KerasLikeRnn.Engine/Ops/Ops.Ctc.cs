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
        if (logits.DType.IsHalf()) return Cast(CtcLoss(Wide(logits), labels, lengths), logits.DType);
        var losses = Tensor.Empty(logits.Shape.Dims[0], logits.DType);
        var gradients = GradientTape.IsFollowed(logits) ? Tensor.Empty(logits.Shape, logits.DType) : null;
        Backend.CtcLoss(logits, labels, lengths, losses, gradients);
        if (gradients is not null)
            GradientTape.Record([losses], [logits],
                (dy, _) => [Multiply(Reshape(dy[0]!, Shape.Of(Shape.Unknown, 1, 1)), gradients)],
                given => [Stack([.. labels.Select((sample, i) => CtcSteps(
                    Narrow(Take(given[0], 0, i), 0, 0, lengths[i]), CtcPath(sample, given[0].Shape.Dim(-1) - 1), Take(losses, 0, i)))],
                    0)]);
        return losses;
    }

    /// <summary>Blank, label, blank, label, ..., blank.</summary>
    private static int[] CtcPath(int[] labels, int blank) => [blank, .. labels.SelectMany(label => new[] { label, blank })];

    /// <summary>The loss of a sample (time, classes) once more, made of operations: for the gradient of its gradient.</summary>
    private static Tensor CtcSteps(Tensor logits, int[] path, Tensor loss)
    {
        const double never = -1e30;
        if (logits.Shape.Dims[0] == 0) return StopGradient(loss);
        // Where no path has the labels, the gradient is softmax.
        if (double.IsInfinity(loss.Item())) return Sum(LogSumExp(logits, [-1]));
        var steps = Unstack(TakeRows(LogSoftmax(logits), Tensor.From<int>(path), 1), 0);
        var barrier = Constants(s => s % 2 == 1 && s >= 2 && path[s] != path[s - 2] ? 0 : never);
        var forward = new List<Tensor> { Add(steps[0], Constants(s => s < 2 ? 0 : never)) };
        foreach (var step in steps[1..])
            forward.Add(Add(step, LogSumExp(Stack([forward[^1], Moved(1), Add(Moved(2), barrier)], 0), [0])));
        var last = forward[^1];
        if (path.Length > 1) return Negate(LogSumExp(Narrow(last, 0, path.Length - 2, 2)));
        // Without labels TensorFlow lets the last blank be or not be.
        return Negate(Sum(steps.Length > 1 ? Add(forward[^2], Softplus(steps[^1])) : last));

        Tensor Moved(int places)
        {
            var kept = Math.Max(path.Length - places, 0);
            return Pad(Narrow(forward[^1], 0, 0, kept), [(path.Length - kept, 0)], never);
        }

        Tensor Constants(Func<int, double> value) =>
            Cast(Tensor.From<double>([.. Enumerable.Range(0, path.Length).Select(value)]), logits.DType);
    }
}

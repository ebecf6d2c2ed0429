namespace KerasLikeRnn.Models;

/// <summary>The batches of a <see cref="Sequence"/>: each epoch begins again, in an order of its own where it is shuffled.</summary>
internal sealed class SequenceBatches : MadeBatches
{
    private readonly Sequence sequence;
    private readonly BatchRequest request;
    private IEnumerator<int>? order;
    private BatchesAhead? ahead;

    public SequenceBatches(Sequence sequence, BatchRequest request) : base(request.Steps)
    {
        (this.sequence, this.request) = (sequence, request);
        StepsOfData = sequence.__len__();
        // Keras looks at the first batch beforehand; what is drawn for it is drawn.
        Look(sequence[0]);
    }

    protected override int? StepsOfData { get; }

    public override void Begin() => End();

    public override void OnEpochEnd()
    {
        End();
        sequence.on_epoch_end();
    }

    public override void End()
    {
        ahead?.Dispose();
        (ahead, order) = (null, null);
    }

    protected override DataLike? Make()
    {
        order ??= SequenceOrder.Of(sequence, request.Shuffle).GetEnumerator();
        if (!request.IsAhead) return order.MoveNext() ? sequence[order.Current] : null;
        ahead ??= new(NextJob, request.Workers, request.MaxQueueSize);
        return ahead.TryTake(out var batch) ? batch : null;
    }

    private Func<DataLike?>? NextJob()
    {
        if (!order!.MoveNext()) return null;
        var index = order.Current;
        return () => sequence[index];
    }
}

/// <summary>The order in which an epoch takes the batches of a <see cref="Sequence"/>.</summary>
internal static class SequenceOrder
{
    /// <summary>All numbers, or all in the order of Python's <c>random.shuffle</c>.</summary>
    public static IEnumerable<int> Of(Sequence sequence, bool shuffle)
    {
        int[] order = [.. Enumerable.Range(0, sequence.__len__())];
        if (shuffle) PythonRandom.Shared.Shuffle<int>(order);
        return order;
    }
}

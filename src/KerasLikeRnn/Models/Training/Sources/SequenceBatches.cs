namespace KerasLikeRnn.Models;

/// <summary>The batches of a <see cref="Sequence"/>: each epoch begins again, in an order of its own where it is shuffled.</summary>
internal sealed class SequenceBatches : MadeBatches
{
    private readonly Sequence sequence;
    private readonly BatchRequest request;
    private readonly GeneratorStates states = new();
    private readonly bool drawsAtEnd;
    private int before;
    private int skipped;
    private IEnumerator<int>? order;
    private BatchesAhead? ahead;

    public SequenceBatches(Sequence sequence, BatchRequest request) : base(request.Steps)
    {
        (this.sequence, this.request) = (sequence, request);
        StepsOfData = sequence.__len__();
        before = sequence.EpochsEnded;
        drawsAtEnd = new Action(sequence.on_epoch_end).Method.DeclaringType != typeof(Sequence);
        // Keras looks at the first batch beforehand; what is drawn for it is drawn.
        Look(sequence[0]);
    }

    protected override int? StepsOfData { get; }

    public override void Begin() => End();

    public override void OnEpochEnd()
    {
        End();
        if (drawsAtEnd) states.Note();
        sequence.EndEpoch();
    }

    public override bool Skip() => Order.MoveNext();

    /// <summary>The sequence is told of the epochs that it does not know of yet, with the random numbers that it had then.</summary>
    public override void SkipEpochEnd()
    {
        End();
        if (drawsAtEnd && !states.GoTo(skipped)) states.Note();
        if (sequence.EpochsEnded <= before + skipped++) sequence.EndEpoch();
    }

    public override void Keep(BackupState state)
    {
        before = state.keep(nameof(before), before);
        states.Keep(state.Of("epochs"));
    }

    public override void KeepOwn(BackupState state) => sequence.on_backup(state.Of("sequence"));

    public override void End()
    {
        ahead?.Dispose();
        (ahead, order) = (null, null);
    }

    protected override DataLike? Make()
    {
        if (!request.IsAhead) return MakeAlone();
        ahead ??= new(NextJob, request.Workers, request.MaxQueueSize);
        return ahead.TryTake(out var batch) ? batch : null;
    }

    protected override DataLike? MakeAlone() => Order.MoveNext() ? sequence[Order.Current] : null;

    private IEnumerator<int> Order => order ??= SequenceOrder.Of(sequence, request.Shuffle).GetEnumerator();

    private Func<DataLike?>? NextJob()
    {
        if (!Order.MoveNext()) return null;
        var index = Order.Current;
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

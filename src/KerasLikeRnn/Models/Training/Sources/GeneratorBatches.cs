namespace KerasLikeRnn.Models;

/// <summary>The batches of a <see cref="Generator"/>, whose number only its end tells. Its end of the run ends the iterator too.</summary>
internal sealed class GeneratorBatches : MadeBatches
{
    private readonly BatchRequest request;
    private readonly IEnumerator batches;
    private BatchesAhead? ahead;
    private bool hasBegun;

    public GeneratorBatches(IEnumerable batches, BatchRequest request) : base(request.Steps is -1 ? null : request.Steps)
    {
        if (request.Steps is -1)
            Messages.Warn(
                "The training loop will run indefinitely since you have set `steps_per_epoch=-1`. Please use batch-level callbacks to save "
                + "checkpoints or log training progress, etc");
        (this.request, this.batches) = (request, batches.GetEnumerator());
    }

    protected override int? StepsOfData => null;

    /// <summary>
    /// Each validation of a training begins again, and goes on in the iterator behind the one batch that Keras, by its one worker, had made
    /// ahead and lost.
    /// </summary>
    public override void Begin()
    {
        if (hasBegun && request is { Workers: 1, UseMultiprocessing: false })
            using (MemoryScope.Lasting()) MakeAlone();
        hasBegun = true;
    }

    public override void End()
    {
        ahead?.Dispose();
        (batches as IDisposable)?.Dispose();
    }

    public override bool Skip() => batches.MoveNext();

    public override bool RunsAhead => request.IsAhead;

    protected override DataLike? Make()
    {
        if (!request.IsAhead) return MakeAlone();
        // An iterator makes one batch at a time, so that one thread does all the workers could.
        ahead ??= new(() => MakeAlone, workers: 1, request.MaxQueueSize);
        return ahead.TryTake(out var batch) ? batch : null;
    }

    protected override DataLike? MakeAlone() => batches.MoveNext() ? DataLike.OfObject(batches.Current) : null;
}

namespace KerasLikeRnn.Models;

/// <summary>
/// Where the batches of a run come from. The trainer asks nothing else of the data; so whatever gives batches one after another is trained,
/// scored and predicted on by a class of this kind.
/// </summary>
internal abstract class BatchSource
{
    private readonly int? stepsWanted;

    /// <param name="steps">Batches of an epoch as the caller wants it; null: as many as the data have.</param>
    /// <exception cref="ValueError">It is not positive.</exception>
    protected BatchSource(int? steps)
    {
        if (steps <= 0) throw new ValueError($"steps must be positive. Received: {steps}", nameof(steps));
        stepsWanted = steps;
    }

    /// <summary>Batches of an epoch; null where only the end of the data tells.</summary>
    public int? Steps => stepsWanted ?? StepsOfData;

    /// <summary>Batches that the data have for an epoch; null where that is not known.</summary>
    protected abstract int? StepsOfData { get; }

    /// <summary>What all batches have in common: shapes in which an axis that varies, such as that of the samples, is unknown.</summary>
    public abstract StepShapes Shapes { get; }

    /// <summary>Called before the first batch of a run: of fit, evaluate, predict, or one of several validations.</summary>
    public virtual void Begin() { }

    /// <summary>
    /// The next batch; null where the data have run out. Called in the batch's memory scope, which owns tensors made here.
    /// </summary>
    public abstract StepData? Next();

    /// <summary>The next batch, made now and here: no thread begins to make others ahead, which are to be passed over.</summary>
    public virtual StepData? NextAlone() => Next();

    /// <summary>Passes over the next batch of a run that is resumed. False where the data have run out.</summary>
    public virtual bool Skip()
    {
        using var scope = MemoryScope.OfThread();
        return Next() is not null;
    }

    /// <summary>Passes over the end of an epoch of a run that is resumed.</summary>
    public virtual void SkipEpochEnd() => OnEpochEnd();

    /// <summary>What a backup keeps of the data's own; brought back before batches are passed over.</summary>
    public virtual void Keep(BackupState state) { }

    /// <summary>What a backup keeps of code of the user's; brought back after batches were passed over.</summary>
    public virtual void KeepOwn(BackupState state) { }

    /// <summary>Whether batches are made before they are asked for, so that random numbers are drawn that nobody knows yet.</summary>
    public virtual bool RunsAhead => false;

    /// <summary>Called with a batch before anything is traced for it: for sources that have the model built by their first one.</summary>
    public virtual void Prepare(Model model, StepData batch) { }

    /// <summary>Called after each epoch that ends by itself: at its last batch, or where the data run out.</summary>
    public virtual void OnEpochEnd() { }

    /// <summary>Called when the run is over, however it ended: threads end, files are closed.</summary>
    public virtual void End() { }
}

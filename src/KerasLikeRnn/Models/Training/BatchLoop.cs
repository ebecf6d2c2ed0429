using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <summary>
/// The batches of a run, one after another: each is taken from the data, run by a function of the model, and told to the callbacks.
/// </summary>
/// <remarks>
/// Where the data do not know their length, the first epoch ends when they run out, and the others have as many batches. Where they run out
/// earlier than that, or than the caller wanted, a warning is given and no more is asked of them.
/// </remarks>
internal abstract class BatchLoop
{
    private readonly int stepsPerExecution;
    private InputSignature[]? signature;
    private int? steps;

    /// <param name="trainer">Whose model it is.</param>
    /// <param name="data">Where the batches come from.</param>
    /// <exception cref="ValueError">Several batches are to be run at a time, and nobody knows how many there are.</exception>
    protected BatchLoop(Trainer trainer, BatchSource data)
    {
        (Trainer, Data, steps, stepsPerExecution) = (trainer, data, data.Steps, trainer.StepsPerExecution);
        if (stepsPerExecution > 1 && steps is null)
            throw new ValueError(
                "Could not infer the size of the data. With `steps_per_execution > 1`, you must specify the number of steps to run.",
                "steps_per_epoch");
    }

    /// <summary>How many epochs the data are to last for.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Whether the data ended before what was to be run.</summary>
    public bool HasRunOut { get; private set; }

    /// <summary>How many batches the data were asked for in this epoch, the end of the data counted as one.</summary>
    public int Asked { get; private set; }

    /// <summary>How many batches were run in this epoch.</summary>
    public int Ran { get; private set; }

    /// <summary>Where the batches come from.</summary>
    public BatchSource Data { get; }

    /// <summary>Whose model it is.</summary>
    protected Trainer Trainer { get; }

    /// <summary>The model that is run.</summary>
    protected Model Model => Trainer.Model;

    /// <summary>Whether a callback has asked to end the epoch.</summary>
    protected virtual bool IsStopped => false;

    /// <summary>Runs the batches of an epoch.</summary>
    /// <returns>What the last of them reported; null where there was none.</returns>
    /// <exception cref="KeyboardInterrupt">Ctrl+C was pressed.</exception>
    public Logs? RunEpoch(CallbackList callbacks)
    {
        (Asked, Ran) = (0, 0);
        var logs = RunBatches(callbacks);
        logs?.Compute();
        return logs;
    }

    /// <summary>Runs the next batch in a memory scope of its own. Null where the data have run out.</summary>
    public Logs? RunNext()
    {
        using var scope = MemoryScope.OfThread();
        Asked++;
        if (Data.Next() is not { } batch) return null;
        var makesVariables = Prepare(batch);
        Ran++;
        return Run(batch, signature ??= Data.Shapes.SignatureOf(batch), makesVariables);
    }

    /// <summary>Passes over the batches of an epoch of a run that is resumed: the first one is looked at, as it was then.</summary>
    /// <param name="asked">How many the data were asked for.</param>
    public void SkipEpoch(int asked)
    {
        for (var i = 0; i < asked; i++)
        {
            if (signature is null ? SkipFirst() : Data.Skip()) continue;
            if (steps is null) steps = i;
            else HasRunOut = true;
        }
    }

    private bool SkipFirst()
    {
        using var scope = MemoryScope.OfThread();
        if (Data.NextAlone() is not { } batch) return false;
        Prepare(batch);
        signature = Data.Shapes.SignatureOf(batch);
        if (!Model.built) Rehearse(batch);
        return true;
    }

    private MakesVariables Prepare(StepData batch)
    {
        Data.Prepare(Model, batch);
        var makesVariables = MakesVariables;
        if (batch.X.Count == 1) Model.Infer(Data.Shapes.X[0], batch.X[0].DType);
        return makesVariables;
    }

    /// <summary>Has a batch make the variables of a model that only its step builds.</summary>
    protected virtual void Rehearse(StepData batch) { }

    /// <summary>Whether the first batch will make variables, asked before the model is built for it.</summary>
    protected abstract MakesVariables MakesVariables { get; }

    /// <summary>Runs a batch. Gives what it reports.</summary>
    protected abstract Logs Run(StepData batch, IReadOnlyList<InputSignature> signature, MakesVariables makesVariables);

    /// <summary>A batch as the functions of a model take it: an iterator that has it alone.</summary>
    protected static IEnumerator<StepData> Alone(StepData batch)
    {
        yield return batch;
    }

    /// <summary>Tells that a batch begins, of that number.</summary>
    protected abstract void OnBatchBegin(CallbackList callbacks, int batch);

    /// <summary>Tells that batches have been run, up to the one of that number.</summary>
    protected abstract void OnBatchEnd(CallbackList callbacks, int batch, Logs logs);

    private Logs? RunBatches(CallbackList callbacks)
    {
        Logs? logs = null;
        for (var step = 0; (steps is null || step < steps) && !HasRunOut;)
        {
            OnBatchBegin(callbacks, step);
            var count = Math.Min(stepsPerExecution, (steps ?? int.MaxValue) - step);
            // Batches that are run as one report when all of them have been found.
            if (count > 1) logs?.Compute();
            if (RunSeveral(count) is not { } reported)
            {
                NoteEnd(step);
                break;
            }
            logs = reported;
            step += count;
            OnBatchEnd(callbacks, step - 1, logs);
            Interruption.Current?.ThrowIfRequested();
            if (IsStopped) break;
        }
        return logs;
    }

    private Logs? RunSeveral(int count)
    {
        var logs = RunNext();
        for (var i = 1; i < count && logs is not null; i++) logs = RunNext();
        return logs;
    }

    private void NoteEnd(int step)
    {
        if (steps is null)
        {
            steps = step;
            return;
        }
        HasRunOut = true;
        Messages.Warn(
            "Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at least "
            + Invariant($"`steps_per_epoch * epochs` batches (in this case, {Epochs * (long)steps} batches). ")
            + "You may need to use the repeat() function when building your dataset.");
    }
}

using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <summary>
/// How far a run of fit has come, and going on there in another process. Data begin anew, and what was taken from them is passed over; so
/// all that depends on the order in which they are asked comes out the same. All else is brought back as it was.
/// </summary>
/// <param name="trainer">What runs the model.</param>
/// <param name="training">The batches to train on.</param>
/// <param name="validation">What to validate on; null for nothing.</param>
/// <param name="initialEpoch">The epoch that a run begins with which is not resumed.</param>
internal sealed class FitRun(Trainer trainer, TrainLoop training, Validation? validation, int initialEpoch)
{
    private readonly List<long> trained = [];
    private readonly List<long> validated = [];
    private readonly GeneratorStates states = new();
    private TestLoop? validating;
    private bool isStopped;
    private long batches;

    /// <summary>The epoch to run next.</summary>
    public int Epoch { get; private set; } = initialEpoch;

    /// <summary>Whether no epoch is to follow: somebody has stopped the training, or the data ran out.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What the last epoch reported.</summary>
    public Logs Logs { get; private set; } = [];

    /// <summary>Begins a run.</summary>
    public void Begin()
    {
        states.Note();
        training.Data.Begin();
    }

    /// <summary>What to validate on after an epoch; null where that is not due.</summary>
    public TestLoop? Validating(int epoch) => validation is not null && validation.Frequency.IsDue(epoch) ? ValidationLoop : null;

    /// <summary>Notes that an epoch has been run, with its validation, and all callbacks have heard of its end.</summary>
    public void Note(Logs logs)
    {
        trained.Add(training.Asked);
        batches += training.Ran;
        validated.Add(Validating(Epoch)?.Asked ?? 0);
        (Logs, isStopped) = (logs, trainer.Model.stop_training);
        Epoch++;
    }

    /// <summary>Ends an epoch that was noted.</summary>
    public void EndEpoch()
    {
        IsOver = isStopped;
        if (IsOver) return;
        training.Data.OnEpochEnd();
        IsOver = training.HasRunOut;
    }

    /// <summary>Writes all that is to be kept of the run; before the first epoch has ended that is nothing of the model.</summary>
    public void BackUp(IReadOnlyList<RunBackup> backups, CallbackList callbacks)
    {
        if (backups.Count == 0) return;
        var state = new BackupState();
        Keep(state);
        callbacks.Keep(state);
        foreach (var backup in backups) backup.Write(state, trained.Count == 0 ? null : trainer.Model, Epoch - 1, batches);
    }

    /// <summary>Goes on with an interrupted run.</summary>
    /// <exception cref="ValueError">It was one of another model.</exception>
    public void Resume(FoundBackup found, CallbackList callbacks)
    {
        if (found.State is { } state)
        {
            Resume(state);
            callbacks.Keep(state);
            return;
        }
        Begin();
        if (found.Restore(trainer.Model) is { } epoch) Epoch = epoch + 1;
    }

    private void Keep(BackupState state)
    {
        KeepPlace(state);
        if (trained.Count == 0) return;
        var now = new GeneratorStates();
        now.Note();
        now.Keep(state.Of("now"));
        trainer.Keep(state.Of("model"));
        training.Data.KeepOwn(state.Of("own"));
        validating?.Data.KeepOwn(state.Of("validation_own"));
    }

    private void Resume(BackupState state)
    {
        KeepPlace(state);
        states.GoTo(0);
        training.Data.Begin();
        if (trained.Count == 0) return;
        for (var i = 0; i < trained.Count; i++)
        {
            if (i > 0) training.Data.SkipEpochEnd();
            training.SkipEpoch(checked((int)trained[i]));
            if (validated[i] > 0) SkipValidation(checked((int)validated[i]));
        }
        Restore(state);
        trainer.Model.stop_training = IsOver = isStopped;
        if (IsOver) return;
        training.Data.SkipEpochEnd();
        IsOver = training.HasRunOut;
    }

    private TestLoop ValidationLoop => validating ??= new TestLoop(trainer, validation!.Data());

    private void KeepPlace(BackupState state)
    {
        Epoch = state.keep("epoch", Epoch);
        isStopped = state.keep("stop_training", isStopped);
        batches = state.keep("batches", batches);
        KeepCounts(state, "trained", trained);
        KeepCounts(state, "validated", validated);
        if (state.is_restoring && trained.Count != validated.Count)
            throw new InvalidDataException("The backup has not the same number of epochs of training and validation.");
        Logs = Logs.Kept(state.Of("logs"));
        states.Keep(state.Of("start"));
        training.Data.Keep(state.Of("data"));
        if (validated.Any(asked => asked > 0)) ValidationLoop.Data.Keep(state.Of("validation_data"));
    }

    private static void KeepCounts(BackupState state, string name, List<long> counts)
    {
        var kept = state.Keep(name, [.. counts]);
        counts.Clear();
        counts.AddRange(kept);
    }

    private void SkipValidation(int asked)
    {
        ValidationLoop.Data.Begin();
        ValidationLoop.SkipEpoch(asked);
        ValidationLoop.Data.SkipEpochEnd();
    }

    /// <summary>Brings back what passing over the data has moved, and all that it did not touch.</summary>
    private void Restore(BackupState state)
    {
        var passed = new GeneratorStates();
        passed.Note();
        var now = new GeneratorStates();
        now.Keep(state.Of("now"));
        trainer.Keep(state.Of("model"));
        training.Data.KeepOwn(state.Of("own"));
        validating?.Data.KeepOwn(state.Of("validation_own"));
        // Batches that were made ahead had drawn numbers which are now drawn again.
        if (training.Data.RunsAhead || validating?.Data.RunsAhead == true) now.GoToUnlessMoved(states, passed);
        else now.GoTo(0);
    }
}

using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>
/// Runs a model over data: what fit, evaluate, predict and their like for one batch have in common. A model has one from one compile to
/// the next, with the functions of its batches and what was trainable then.
/// </summary>
internal sealed class Trainer(Model model, int stepsPerExecution = 1)
{
    /// <summary>The model.</summary>
    public Model Model => model;

    /// <summary>Number of batches between two rounds of callbacks.</summary>
    public int StepsPerExecution => stepsPerExecution;

    /// <summary>Which layers were trainable when the model was compiled.</summary>
    public CompiledTrainable Trainable { get; } = new(model);

    /// <summary>Keras's train_function.</summary>
    public StepFunction TrainFunction { get; } = new(model);

    /// <summary>Keras's test_function.</summary>
    public StepFunction TestFunction { get; } = new(model);

    /// <summary>Keras's predict_function.</summary>
    public StepFunction PredictFunction { get; } = new(model);

    /// <summary>Trains.</summary>
    /// <param name="data">Where the batches come from.</param>
    /// <param name="callbacks">Makes those who are told; the history among them.</param>
    /// <param name="initialEpoch">The epoch to begin with, counted from 0.</param>
    /// <param name="epochs">The epoch to end before.</param>
    /// <param name="validation">What to validate on; null for nothing.</param>
    public void Fit(BatchSource data, Func<CallbackList> callbacks, int initialEpoch, int epochs, Validation? validation)
    {
        var sources = new List<BatchSource> { data };
        var noted = validation is null ? null : validation with { Data = () => Noted(validation.Data()) };
        Run(sources, callbacks, told =>
        {
            RunFit(data, told, initialEpoch, epochs, noted);
            return true;
        });

        BatchSource Noted(BatchSource source)
        {
            sources.Add(source);
            return source;
        }
    }

    /// <summary>Loss and metrics on data.</summary>
    public Logs Evaluate(BatchSource data, Func<CallbackList> callbacks) =>
        Run([data], callbacks, told => Evaluate(new TestLoop(this, data), told));

    /// <summary>Outputs for data.</summary>
    public Predictions Predict(BatchSource data, Func<CallbackList> callbacks) => Run([data], callbacks, told => RunPredict(data, told));

    /// <summary>
    /// A run to its end, or to the error that ends it: then the callbacks hear that it was abandoned. What the data hold is let go of.
    /// </summary>
    private static TResult Run<TResult>(List<BatchSource> sources, Func<CallbackList> callbacks, Func<CallbackList, TResult> run)
    {
        CallbackList? told = null;
        TResult result;
        try
        {
            using var interruption = new Interruption();
            result = run(told = callbacks());
        }
        catch
        {
            // Where nobody catches the error, its text is printed and nothing more is run: hence no finally.
            told?.Abandon();
            foreach (var source in sources) AfterAnError.Run(source.End, "The data's end");
            throw;
        }
        foreach (var source in sources) source.End();
        return result;
    }

    private void RunFit(BatchSource data, CallbackList callbacks, int initialEpoch, int epochs, Validation? validation)
    {
        var training = new TrainLoop(this, data) { Epochs = epochs - initialEpoch };
        var run = new FitRun(this, training, validation, initialEpoch);
        Logs? trained = null;
        RunBackup[] backups = [.. callbacks.BackupFolders.Select(folder => new RunBackup(folder))];
        var found = backups.Select(backup => backup.Read()).LastOrDefault(each => each is not null);
        callbacks.IsResuming = found?.State is not null;
        model.stop_training = false;
        callbacks.on_train_begin();
        if (found is not null) run.Resume(found, callbacks);
        else
        {
            run.Begin();
            run.BackUp(backups, callbacks);
        }
        while (!run.IsOver && run.Epoch < epochs)
        {
            var epoch = run.Epoch;
            model.reset_metrics();
            callbacks.on_epoch_begin(epoch);
            // An epoch for which no data are left reports what the last one did.
            trained = training.RunEpoch(callbacks) ?? trained ?? throw NoData("train_function");
            var logs = trained.Copy();
            if (run.Validating(epoch) is { } validating)
                foreach (var (name, value) in Evaluate(validating, callbacks)) logs["val_" + name] = value;
            callbacks.on_epoch_end(epoch, logs);
            run.Note(logs);
            run.BackUp(backups, callbacks);
            run.EndEpoch();
        }
        var last = run.Logs;
        (model.optimizer as Optimizers.Experimental.Optimizer)?.finalize_variable_values(model.trainable_weights);
        callbacks.on_train_end(last);
    }

    /// <summary>Keeps what the next steps depend on but the data, for a backup of a run.</summary>
    public void Keep(BackupState state)
    {
        var all = model.weights.Distinct().ToArray();
        state.Keep("weights", all);
        var layers = model.Flattened();
        for (var i = 0; i < layers.Count; i++) layers[i].Keep(state.Of(Invariant($"layers/{i}")));
        Optimizer[] optimizers = [.. layers.Where(layer => layer.Kind.IsDerived).SelectMany(Tracked.Values<Optimizer>)
            .Prepend(model.optimizer).Distinct()];
        for (var i = 0; i < optimizers.Length; i++) optimizers[i].Keep(state.Of(Invariant($"optimizers/{i}")), all);
        TrainFunction.Keep(state.Of("train_function"));
        TestFunction.Keep(state.Of("test_function"));
        PredictFunction.Keep(state.Of("predict_function"));
        state.Keep("streams", RandomStreams.Global.Keep);
    }

    private Predictions RunPredict(BatchSource data, CallbackList callbacks)
    {
        var predicting = new PredictLoop(this, data);
        callbacks.on_predict_begin();
        data.Begin();
        _ = predicting.RunEpoch(callbacks) ?? throw NoData("predict_function");
        data.OnEpochEnd();
        callbacks.on_predict_end();
        return predicting.Outputs.ToPredictions();
    }

    /// <summary>Trains on one batch.</summary>
    public Logs TrainOnBatch(BatchSource batch) => new TrainLoop(this, batch).RunNext() ?? throw NoData("train_function");

    /// <summary>Loss and metrics on one batch.</summary>
    public Logs TestOnBatch(BatchSource batch) => new TestLoop(this, batch).RunNext() ?? throw NoData("train_function");

    /// <summary>Outputs for one batch.</summary>
    public Predictions PredictOnBatch(BatchSource batch)
    {
        var predicting = new PredictLoop(this, batch);
        _ = predicting.RunNext() ?? throw NoData("train_function");
        return predicting.Outputs.ToPredictions();
    }

    /// <summary>A run over the data of evaluate, or of one of several validations.</summary>
    private Logs Evaluate(TestLoop testing, CallbackList callbacks)
    {
        callbacks.on_test_begin();
        Logs logs = [];
        if (!testing.HasRunOut)
        {
            model.reset_metrics();
            testing.Data.Begin();
            logs = testing.RunEpoch(callbacks) ?? (testing.HasRunOut ? [] : throw NoData("test_function"));
            testing.Data.OnEpochEnd();
        }
        callbacks.on_test_end(logs);
        return logs;
    }

    private static ValueError NoData(string function) => new(
        $"Unexpected result of `{function}` (Empty logs). The data hold no samples: give at least one.");
}

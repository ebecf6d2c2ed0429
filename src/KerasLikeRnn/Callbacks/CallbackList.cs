namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Several callbacks called as one, in order: those of the user, then <see cref="History"/>, then the progress bar.
/// For training loops written by hand; fit, evaluate and predict make their own.
/// </summary>
[KerasExport("keras.callbacks.CallbackList")]
public class CallbackList : IEnumerable<Callback>
{
    private readonly List<Callback> callbacks;
    private readonly History? history;
    private readonly ProgbarLogger? progbar;
    private bool isAbandoned;

    /// <summary>Collects callbacks and tells them the model and the run.</summary>
    /// <param name="callbacks">The user's callbacks.</param>
    /// <param name="add_history">Whether to add a <see cref="History"/> if there is none.</param>
    /// <param name="add_progbar">Whether to add a <see cref="ProgbarLogger"/> if there is none.</param>
    /// <param name="model">The model they are used with.</param>
    /// <param name="verbose">Verbosity of the run.</param>
    /// <param name="epochs">Number of epochs of the run.</param>
    /// <param name="steps">Batches per epoch; null while unknown.</param>
    public CallbackList(
        IEnumerable<Callback>? callbacks = null, bool add_history = false, bool add_progbar = false, ICallbackModel? model = null,
        int? verbose = null, int? epochs = null, int? steps = null)
    {
        this.callbacks = [.. Required.NoneNull(callbacks?.ToArray() ?? [], nameof(callbacks))];
        history = this.callbacks.OfType<History>().LastOrDefault();
        progbar = this.callbacks.OfType<ProgbarLogger>().LastOrDefault();
        if (history is null && add_history) this.callbacks.Add(history = new History());
        if (progbar is null && add_progbar) this.callbacks.Add(progbar = new ProgbarLogger(count_mode: "steps"));

        try
        {
            if (model is not null) set_model(model);
            if ((verbose ?? epochs ?? steps) is not null) set_params(new CallbackParams(verbose ?? 1, epochs ?? 1, steps));
        }
        catch
        {
            Abandon();
            throw;
        }

        foreach (var callback in this.callbacks) NoteWishes(callback);
    }

    /// <summary>Whether some callback hears of the batches of fit; decided when the list is made.</summary>
    internal bool WantsTrainBatches { get; private set; }

    /// <summary>Whether some callback hears of the batches of evaluate.</summary>
    internal bool WantsTestBatches { get; private set; }

    /// <summary>Whether some callback hears of the batches of predict.</summary>
    internal bool WantsPredictBatches { get; private set; }

    /// <summary>Whether a callback that hears of batches may keep their logs, whose values must be computed then.</summary>
    private bool MayKeepLogs { get; set; }

    /// <summary>The record of the run; null when nobody keeps one.</summary>
    internal History? History => history;

    /// <summary>Adds a callback after the others.</summary>
    public void append(Callback callback)
    {
        callbacks.Add(Required.NotNull(callback));
        NoteWishes(callback);
    }

    /// <summary>Tells all callbacks the model.</summary>
    public void set_model(ICallbackModel model)
    {
        if (history is not null) model.history = history;
        foreach (var callback in callbacks) callback.set_model(model);
    }

    /// <summary>Tells all callbacks what is known of the run.</summary>
    public void set_params(CallbackParams @params)
    {
        foreach (var callback in callbacks) callback.set_params(@params);
    }

    /// <summary>Calls the same method of all callbacks.</summary>
    public void on_train_begin(Logs? logs = null) => Each(logs, (callback, given) => callback.on_train_begin(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_train_end(Logs? logs = null) => Each(logs, (callback, given) => callback.on_train_end(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_test_begin(Logs? logs = null) => Each(logs, (callback, given) => callback.on_test_begin(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_test_end(Logs? logs = null) => Each(logs, (callback, given) => callback.on_test_end(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_predict_begin(Logs? logs = null) => Each(logs, (callback, given) => callback.on_predict_begin(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_predict_end(Logs? logs = null) => Each(logs, (callback, given) => callback.on_predict_end(given));

    /// <inheritdoc cref="on_train_begin"/>
    public void on_epoch_begin(int epoch, Logs? logs = null) => Each(logs, (callback, given) => callback.on_epoch_begin(epoch, given));

    /// <summary>Calls the same method of all callbacks; what they add to the logs reaches those that follow, not the caller.</summary>
    public void on_epoch_end(int epoch, Logs? logs = null) => Each(logs?.Copy(), (callback, given) => callback.on_epoch_end(epoch, given));

    /// <summary>The older name of <see cref="on_train_batch_begin"/>.</summary>
    public void on_batch_begin(int batch, Logs? logs = null) => on_train_batch_begin(batch, logs);

    /// <summary>The older name of <see cref="on_train_batch_end"/>.</summary>
    public void on_batch_end(int batch, Logs? logs = null) => on_train_batch_end(batch, logs);

    /// <summary>Calls the same method of all callbacks, if any of them follows the batches.</summary>
    public void on_train_batch_begin(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_train_batch_begin(batch, given), WantsTrainBatches);

    /// <inheritdoc cref="on_train_batch_begin"/>
    public void on_train_batch_end(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_train_batch_end(batch, given), WantsTrainBatches);

    /// <inheritdoc cref="on_train_batch_begin"/>
    public void on_test_batch_begin(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_test_batch_begin(batch, given), WantsTestBatches);

    /// <inheritdoc cref="on_train_batch_begin"/>
    public void on_test_batch_end(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_test_batch_end(batch, given), WantsTestBatches);

    /// <inheritdoc cref="on_train_batch_begin"/>
    public void on_predict_batch_begin(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_predict_batch_begin(batch, given), WantsPredictBatches);

    /// <inheritdoc cref="on_train_batch_begin"/>
    public void on_predict_batch_end(int batch, Logs? logs = null) =>
        Each(logs, (callback, given) => callback.on_predict_batch_end(batch, given), WantsPredictBatches);

    /// <summary>The folders in which the run is to be backed up.</summary>
    internal IEnumerable<string> BackupFolders => callbacks.OfType<BackupAndRestore>().Select(callback => callback.Folder);

    /// <summary>Tells all callbacks, before they hear that a run begins, whether it goes on with one that was interrupted.</summary>
    internal bool IsResuming
    {
        set
        {
            foreach (var callback in callbacks) callback.IsResuming = value;
        }
    }

    /// <summary>The callbacks' own state: each is known by its class, and by its number among those of the class.</summary>
    internal void Keep(BackupState state)
    {
        var numbers = new Dictionary<string, int>();
        foreach (var callback in callbacks)
        {
            var name = callback.GetType().Name;
            numbers[name] = numbers.GetValueOrDefault(name) + 1;
            var own = state.Of("callbacks").Of(Invariant($"{name}_{numbers[name]}"));
            // One that the interrupted run did not have begins anew.
            if (!state.is_restoring || own.HasAny) callback.on_backup(own);
        }
    }

    /// <summary>Tells all callbacks that the run was cancelled or has failed, the first time that it is called.</summary>
    internal void Abandon()
    {
        if (isAbandoned) return;
        isAbandoned = true;
        // The unfinished progress bar ends its line before anything else is printed.
        foreach (var callback in callbacks.OrderBy(callback => callback != progbar))
            AfterAnError.Run(callback.Abandon, $"The callback {callback.GetType().Name}");
    }

    /// <inheritdoc/>
    public IEnumerator<Callback> GetEnumerator() => callbacks.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void NoteWishes(Callback callback)
    {
        WantsTrainBatches |= callback.WantsTrainBatches;
        WantsTestBatches |= callback.WantsTestBatches;
        WantsPredictBatches |= callback.WantsPredictBatches;
        MayKeepLogs |= callback.MayKeepLogs && (callback.WantsTrainBatches || callback.WantsTestBatches || callback.WantsPredictBatches);
    }

    private void Each(Logs? logs, Action<Callback, Logs> call, bool isWanted = true)
    {
        if (!isWanted) return;
        logs ??= [];
        if (MayKeepLogs) logs.Compute();
        foreach (var callback in callbacks) call(callback, logs);
    }
}

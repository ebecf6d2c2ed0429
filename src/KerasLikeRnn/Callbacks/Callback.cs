namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Base class of callbacks: what happens at the stages of <c>fit</c>, <c>evaluate</c> and <c>predict</c>. Override the methods of
/// the stages of interest and pass the object in <c>callbacks: [...]</c>.
/// </summary>
/// <remarks>
/// <c>logs</c> is never null when a model calls. At the end of an epoch it holds loss and metrics, then the same of the
/// validation with <c>val_</c> before their names; at the end of a batch the means of the epoch so far; otherwise it is empty.
/// Who keeps the logs of a batch keeps its values.
/// </remarks>
[KerasExport("keras.callbacks.Callback")]
public abstract class Callback : CallbackContext
{
    /// <summary>Tells the model; called before the run begins.</summary>
    public virtual void set_model(ICallbackModel model) => Attach(model);

    /// <summary>Tells what is known of the run; called before it begins.</summary>
    public virtual void set_params(CallbackParams @params) => Attach(@params);

    /// <summary>Called when fit begins.</summary>
    public virtual void on_train_begin(Logs logs = null!) { }

    /// <summary>Called when fit ends, with the logs of the last epoch.</summary>
    public virtual void on_train_end(Logs logs = null!) { }

    /// <summary>Called when an epoch of fit begins.</summary>
    /// <param name="epoch">Number of the epoch, from 0 on.</param>
    /// <param name="logs">Empty.</param>
    public virtual void on_epoch_begin(int epoch, Logs logs = null!) { }

    /// <summary>Called when an epoch of fit ends, after its validation.</summary>
    /// <param name="epoch">Number of the epoch, from 0 on.</param>
    /// <param name="logs">Loss and metrics of the epoch, with those of the validation.</param>
    public virtual void on_epoch_end(int epoch, Logs logs = null!) { }

    /// <summary>The older name of <see cref="on_train_batch_begin"/>, called by it.</summary>
    public virtual void on_batch_begin(int batch, Logs logs = null!) { }

    /// <summary>The older name of <see cref="on_train_batch_end"/>, called by it.</summary>
    public virtual void on_batch_end(int batch, Logs logs = null!) { }

    /// <summary>Called when a batch of fit begins.</summary>
    /// <param name="batch">Number of the batch within its epoch, from 0 on.</param>
    /// <param name="logs">Empty.</param>
    public virtual void on_train_batch_begin(int batch, Logs logs = null!) => on_batch_begin(batch, logs);

    /// <summary>Called when a batch of fit ends.</summary>
    /// <param name="batch">Number of the batch within its epoch, from 0 on.</param>
    /// <param name="logs">Means of loss and metrics since the epoch's beginning.</param>
    public virtual void on_train_batch_end(int batch, Logs logs = null!) => on_batch_end(batch, logs);

    /// <summary>Called when evaluate or the validation of an epoch begins.</summary>
    public virtual void on_test_begin(Logs logs = null!) { }

    /// <summary>Called when evaluate or the validation of an epoch ends, with its loss and metrics.</summary>
    public virtual void on_test_end(Logs logs = null!) { }

    /// <summary>Called when a batch of evaluate or of the validation begins.</summary>
    public virtual void on_test_batch_begin(int batch, Logs logs = null!) { }

    /// <summary>Called when a batch of evaluate or of the validation ends.</summary>
    public virtual void on_test_batch_end(int batch, Logs logs = null!) { }

    /// <summary>Called when predict begins.</summary>
    public virtual void on_predict_begin(Logs logs = null!) { }

    /// <summary>Called when predict ends.</summary>
    public virtual void on_predict_end(Logs logs = null!) { }

    /// <summary>Called when a batch of predict begins.</summary>
    public virtual void on_predict_batch_begin(int batch, Logs logs = null!) { }

    /// <summary>Called when a batch of predict ends.</summary>
    public virtual void on_predict_batch_end(int batch, Logs logs = null!) { }

    /// <summary>
    /// What of this callback <see cref="BackupAndRestore"/> keeps, so that a run that was killed goes on as if it had not been. Called
    /// after each epoch, when all callbacks have heard of its end, and after <see cref="on_train_begin"/> where a run is resumed.
    /// </summary>
    /// <param name="state">Takes each value and gives it back: <c>wait = state.keep("wait", wait);</c></param>
    protected internal virtual void on_backup(BackupState state) { }

    /// <summary>Whether the run that begins goes on with one that was interrupted.</summary>
    internal bool IsResuming { get; set; }

    /// <summary>
    /// Called once when fit, evaluate or predict ends by an error or by Ctrl+C, and so without the stage that would have ended it: for
    /// callbacks that hold a file, a connection or the like. An error in here becomes a warning.
    /// </summary>
    protected internal virtual void Abandon() { }

    /// <summary>Whether it may keep logs and read them later, as code of the user's may.</summary>
    internal virtual bool MayKeepLogs => GetType().Assembly != typeof(Callback).Assembly;

    /// <summary>Whether batches of fit must be reported.</summary>
    internal virtual bool WantsTrainBatches =>
        Overrides(on_batch_begin) || Overrides(on_batch_end) || Overrides(on_train_batch_begin) || Overrides(on_train_batch_end);

    /// <summary>Whether batches of evaluate must be reported.</summary>
    internal virtual bool WantsTestBatches => Overrides(on_test_batch_begin) || Overrides(on_test_batch_end);

    /// <summary>Whether batches of predict must be reported.</summary>
    internal virtual bool WantsPredictBatches => Overrides(on_predict_batch_begin) || Overrides(on_predict_batch_end);

    // A delegate of a virtual method knows the method that will really run.
    private static bool Overrides(Action<int, Logs> hook) => hook.Method.DeclaringType != typeof(Callback);
}

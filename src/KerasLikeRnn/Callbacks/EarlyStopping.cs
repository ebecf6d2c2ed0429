namespace KerasLikeRnn.Callbacks;

/// <summary>Ends the training when a monitored value has stopped improving.</summary>
[KerasExport("keras.callbacks.EarlyStopping")]
public class EarlyStopping : Callback
{
    private readonly MonitorDirection direction;
    private readonly double margin;

    /// <summary>Chooses what to watch and how long to wait.</summary>
    /// <param name="monitor">Name of the value.</param>
    /// <param name="min_delta">Smallest change that counts as an improvement.</param>
    /// <param name="patience">Epochs without improvement after which the training ends; never after the first epoch.</param>
    /// <param name="verbose">1 tells when it acts.</param>
    /// <param name="mode"><c>min</c>, <c>max</c>, or <c>auto</c>: max for names that end in acc, accuracy or auc.</param>
    /// <param name="baseline">A value that must be reached for the wait to start over.</param>
    /// <param name="restore_best_weights">Whether the weights of the best epoch are restored when the training is ended.</param>
    public EarlyStopping(
        string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0, string mode = "auto", double? baseline = null,
        bool restore_best_weights = false)
    {
        this.monitor = monitor;
        this.patience = patience;
        this.verbose = verbose;
        this.baseline = baseline;
        this.restore_best_weights = restore_best_weights;
        direction = MonitorDirections.Parse(mode, "EarlyStopping mode", GreaterIsBetter(monitor));
        margin = direction == MonitorDirection.Greater ? Math.Abs(min_delta) : -Math.Abs(min_delta);
        best = direction.Worst();
    }

    /// <summary>Name of the value.</summary>
    public string monitor { get; set; }

    /// <summary>Epochs without improvement after which the training ends.</summary>
    public int patience { get; set; }

    /// <summary>1 tells when it acts.</summary>
    public int verbose { get; set; }

    /// <summary>A value that must be reached for the wait to start over.</summary>
    public double? baseline { get; set; }

    /// <summary>Whether the weights of the best epoch are restored when the training is ended.</summary>
    public bool restore_best_weights { get; set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; set; }

    /// <summary>The epoch in which the training was ended, from 0 on; 0 if it was not.</summary>
    public int stopped_epoch { get; set; }

    /// <summary>The best value so far.</summary>
    public double best { get; set; }

    /// <summary>The epoch of the best value, from 0 on.</summary>
    public int best_epoch { get; set; }

    /// <summary>The weights of the best epoch; null unless they are to be restored.</summary>
    public NDArray[]? best_weights { get; set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!)
    {
        wait = 0;
        stopped_epoch = 0;
        best = direction.Worst();
        best_weights = null;
        best_epoch = 0;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        if (get_monitor_value(logs) is not { } current) return;
        // Without any improvement the weights of the first epoch are the ones to return to.
        if (restore_best_weights) best_weights ??= Trained.get_weights();
        wait++;
        if (_is_improvement(current, best)) Remember(epoch, current);
        if (wait >= patience && epoch > 0) Stop(epoch);
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!)
    {
        if (stopped_epoch > 0 && verbose > 0) Messages.Print($"Epoch {stopped_epoch + 1}: early stopping");
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state)
    {
        Required.NotNull(state);
        wait = state.keep(nameof(wait), wait);
        stopped_epoch = state.keep(nameof(stopped_epoch), stopped_epoch);
        best = state.keep(nameof(best), best);
        best_epoch = state.keep(nameof(best_epoch), best_epoch);
        best_weights = state.keep(nameof(best_weights), best_weights);
    }

    /// <summary>The monitored value; null, with a warning, when the logs do not have it.</summary>
    public virtual double? get_monitor_value(Logs logs)
    {
        logs ??= [];
        var value = logs.get(monitor);
        if (value is null)
            Messages.Warn(
                $"Early stopping conditioned on metric `{monitor}` which is not available. Available metrics are: {logs.AvailableKeys}");
        return value;
    }

    private void Remember(int epoch, double current)
    {
        best = current;
        best_epoch = epoch;
        if (restore_best_weights) best_weights = Trained.get_weights();
        if (baseline is null || _is_improvement(current, baseline.Value)) wait = 0;
    }

    private void Stop(int epoch)
    {
        stopped_epoch = epoch;
        Trained.stop_training = true;
        if (best_weights is null) return;
        if (verbose > 0) Messages.Print($"Restoring model weights from the end of the best epoch: {best_epoch + 1}.");
        Trained.set_weights(best_weights);
    }

    /// <summary>Whether a value is better than another by more than <c>min_delta</c>.</summary>
    /// <param name="monitor_value">The value.</param>
    /// <param name="reference_value">The other.</param>
    protected virtual bool _is_improvement(double monitor_value, double reference_value) =>
        direction.IsBetter(monitor_value - margin, reference_value);

    private static bool GreaterIsBetter(string monitor) =>
        monitor.EndsWith("acc", StringComparison.Ordinal)
        || monitor.EndsWith("accuracy", StringComparison.Ordinal)
        || monitor.EndsWith("auc", StringComparison.Ordinal);
}

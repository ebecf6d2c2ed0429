namespace KerasLikeRnn.Callbacks;

/// <summary>Lowers the learning rate when a monitored value has stopped improving; puts <c>lr</c> into the logs.</summary>
[KerasExport("keras.callbacks.ReduceLROnPlateau")]
public class ReduceLROnPlateau : Callback
{
    private readonly MonitorDirection direction;

    /// <summary>Chooses what to watch and how to lower the rate.</summary>
    /// <param name="monitor">Name of the value.</param>
    /// <param name="factor">What the rate is multiplied with, less than 1.</param>
    /// <param name="patience">Epochs without improvement after which the rate is lowered.</param>
    /// <param name="verbose">1 tells when it acts.</param>
    /// <param name="mode"><c>min</c>, <c>max</c>, or <c>auto</c>: max for names that contain acc.</param>
    /// <param name="min_delta">Change that counts as an improvement.</param>
    /// <param name="cooldown">Epochs after a reduction in which nothing is counted.</param>
    /// <param name="min_lr">The rate does not become smaller than this.</param>
    /// <param name="epsilon">Deprecated name of <paramref name="min_delta"/>.</param>
    /// <exception cref="ValueError">factor is not less than 1.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0, string mode = "auto", double min_delta = 1e-4,
        int cooldown = 0, double min_lr = 0, double? epsilon = null)
    {
        if (factor >= 1)
            throw new ValueError($"ReduceLROnPlateau does not support a factor >= 1.0. Got {PythonNumber.Repr(factor)}", nameof(factor));
        if (epsilon is not null) Messages.Warn("`epsilon` argument is deprecated and will be removed, use `min_delta` instead.");
        this.monitor = monitor;
        this.factor = factor;
        this.patience = patience;
        this.verbose = verbose;
        this.mode = mode;
        this.cooldown = cooldown;
        this.min_delta = epsilon ?? min_delta;
        this.min_lr = min_lr;
        direction = MonitorDirections.Parse(mode, "Learning rate reduction mode", monitor.Contains("acc", StringComparison.Ordinal));
        best = direction.Worst();
    }

    /// <summary>Name of the value.</summary>
    public string monitor { get; set; }

    /// <summary>What the rate is multiplied with.</summary>
    public double factor { get; set; }

    /// <summary>Epochs without improvement after which the rate is lowered.</summary>
    public int patience { get; set; }

    /// <summary>1 tells when it acts.</summary>
    public int verbose { get; set; }

    /// <summary><c>min</c>, <c>max</c> or <c>auto</c>.</summary>
    public string mode { get; }

    /// <summary>Change that counts as an improvement.</summary>
    public double min_delta { get; set; }

    /// <summary>Epochs after a reduction in which nothing is counted.</summary>
    public int cooldown { get; set; }

    /// <summary>The rate does not become smaller than this.</summary>
    public double min_lr { get; set; }

    /// <summary>The best value so far.</summary>
    public double best { get; set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; set; }

    /// <summary>Epochs of the cooldown that are left.</summary>
    public int cooldown_counter { get; set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!)
    {
        best = direction.Worst();
        cooldown_counter = 0;
        wait = 0;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        logs ??= [];
        logs.SetSinglePrecision("lr", Trained.LearningRate);
        if (logs.get(monitor) is not { } current)
        {
            Messages.Warn(
                $"Learning rate reduction is conditioned on metric `{monitor}` which is not available. "
                + $"Available metrics are: {logs.AvailableKeys}");
            return;
        }
        if (in_cooldown())
        {
            cooldown_counter--;
            wait = 0;
        }
        if (monitor_op(current, best))
        {
            best = current;
            wait = 0;
        }
        else if (!in_cooldown() && ++wait >= patience) Reduce(epoch);
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state)
    {
        Required.NotNull(state);
        best = state.keep(nameof(best), best);
        wait = state.keep(nameof(wait), wait);
        cooldown_counter = state.keep(nameof(cooldown_counter), cooldown_counter);
    }

    /// <summary>Whether a reduction is so recent that nothing is counted.</summary>
    public virtual bool in_cooldown() => cooldown_counter > 0;

    /// <summary>Whether a value is better than another by more than <see cref="min_delta"/>.</summary>
    /// <param name="a">The value.</param>
    /// <param name="b">The other.</param>
    protected virtual bool monitor_op(double a, double b) =>
        direction.IsBetter(a, direction == MonitorDirection.Smaller ? b - min_delta : b + min_delta);

    private void Reduce(int epoch)
    {
        var old = Trained.LearningRate;
        if (old <= (float)min_lr) return;
        // The product of a float32 rate and the factor in double precision, which is what is shown; the optimizer rounds it.
        var reduced = Math.Max(old * factor, min_lr);
        Trained.LearningRate = reduced;
        if (verbose > 0) Messages.Print($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {PythonNumber.Repr(reduced)}.");
        cooldown_counter = cooldown;
        wait = 0;
    }
}

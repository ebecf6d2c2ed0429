namespace KerasLikeRnn.Callbacks;

/// <summary>Lowers the learning rate when a monitored value has stopped improving; puts <c>lr</c> into the logs.</summary>
[KerasExport("keras.callbacks.ReduceLROnPlateau")]
public sealed class ReduceLROnPlateau : Callback
{
    private readonly string monitor;
    private readonly double factor;
    private readonly int patience;
    private readonly int verbose;
    private readonly string mode;
    private readonly double minDelta;
    private readonly int cooldown;
    private readonly double minLr;
    private MonitorDirection direction;
    private double best;
    private int wait;
    private int cooldownCounter;

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
        minDelta = epsilon ?? min_delta;
        minLr = min_lr;
        direction = MonitorDirections.Parse(mode, "Learning rate reduction mode", monitor.Contains("acc", StringComparison.Ordinal));
        best = direction.Worst();
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!)
    {
        best = direction.Worst();
        cooldownCounter = 0;
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
            cooldownCounter--;
            wait = 0;
        }
        if (IsImprovement(current))
        {
            best = current;
            wait = 0;
        }
        else if (!in_cooldown() && ++wait >= patience) Reduce(epoch);
    }

    /// <summary>Whether a reduction is so recent that nothing is counted.</summary>
    public bool in_cooldown() => cooldownCounter > 0;

    private bool IsImprovement(double current) =>
        direction.IsBetter(current, direction == MonitorDirection.Smaller ? best - minDelta : best + minDelta);

    private void Reduce(int epoch)
    {
        var old = Trained.LearningRate;
        if (old <= (float)minLr) return;
        // The product of a float32 rate and the factor in double precision, which is what is shown; the optimizer rounds it.
        var reduced = Math.Max(old * factor, minLr);
        Trained.LearningRate = reduced;
        if (verbose > 0) Messages.Print($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {PythonNumber.Repr(reduced)}.");
        cooldownCounter = cooldown;
        wait = 0;
    }
}

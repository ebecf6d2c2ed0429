namespace KerasLikeRnn.Callbacks;

/// <summary>Saves the model, or its weights, at the end of epochs or after a number of batches.</summary>
[KerasExport("keras.callbacks.ModelCheckpoint")]
public class ModelCheckpoint : Callback
{
    private readonly string filepath;
    private readonly string monitor;
    private readonly int verbose;
    private readonly bool bestOnly;
    private readonly bool weightsOnly;
    private readonly MonitorDirection direction;
    private readonly SaveFrequency frequency;
    private readonly int period;
    private int currentEpoch;
    private int epochsSinceLastSave;
    private int batchesSinceLastSave;
    private int lastBatch;

    /// <summary>Chooses what to save, when and where.</summary>
    /// <param name="filepath">
    /// Path; may contain <c>{epoch:02d}</c> (counted from 1 on), <c>{batch:02d}</c> and names of the logs such as <c>{val_loss:.4f}</c>.
    /// </param>
    /// <param name="monitor">Name of the value that tells the best epoch.</param>
    /// <param name="verbose">1 tells when it acts.</param>
    /// <param name="save_best_only">Whether to save only when the value has improved.</param>
    /// <param name="save_weights_only">Whether to save the weights alone.</param>
    /// <param name="mode"><c>min</c>, <c>max</c>, or <c>auto</c>: max for names that contain acc or begin with fmeasure.</param>
    /// <param name="save_freq"><c>"epoch"</c>, or a number of batches.</param>
    /// <param name="options">Options of TensorFlow's file formats: not supported, must be null.</param>
    /// <param name="initial_value_threshold">A value that has to be beaten for the first saving.</param>
    /// <param name="period">Deprecated: number of epochs between two savings.</param>
    /// <exception cref="NotSupportedException">options are given.</exception>
    public ModelCheckpoint(
        string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false, bool save_weights_only = false,
        string mode = "auto", SaveFrequency save_freq = default, object? options = null, double? initial_value_threshold = null,
        int? period = null)
    {
        Required.NotEmpty(filepath);
        if (options is not null)
            throw new NotSupportedException(
                "ModelCheckpoint's options are those of TensorFlow's own file formats, which are not written. Leave the argument out.");
        if (period is not null)
            Messages.Warn("`period` argument is deprecated. Please use `save_freq` to specify the frequency in number of batches seen.");
        this.filepath = filepath;
        this.monitor = monitor;
        this.verbose = verbose;
        this.period = period ?? 1;
        bestOnly = save_best_only;
        weightsOnly = save_weights_only;
        frequency = save_freq;
        direction = MonitorDirections.Parse(mode, "ModelCheckpoint mode", GreaterIsBetter(monitor));
        best = initial_value_threshold ?? direction.Worst();
    }

    /// <summary>The best value so far.</summary>
    public double best { get; set; }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!) => currentEpoch = epoch;

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!)
    {
        if (IsDue(batch)) Save(currentEpoch, batch, logs ?? []);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        epochsSinceLastSave++;
        if (frequency.Batches is null && epochsSinceLastSave >= period) Save(epoch, null, logs ?? []);
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state)
    {
        Required.NotNull(state);
        best = state.keep(nameof(best), best);
        epochsSinceLastSave = state.keep(nameof(epochsSinceLastSave), epochsSinceLastSave);
        batchesSinceLastSave = state.keep(nameof(batchesSinceLastSave), batchesSinceLastSave);
        lastBatch = state.keep(nameof(lastBatch), lastBatch);
    }

    internal override bool WantsTrainBatches => frequency.Batches is not null;

    private bool IsDue(int batch)
    {
        if (frequency.Batches is not { } batches) return false;
        // Batches are counted on over the end of an epoch, where their number starts again.
        batchesSinceLastSave += batch <= lastBatch ? batch + 1 : batch - lastBatch;
        lastBatch = batch;
        if (batchesSinceLastSave < batches) return false;
        batchesSinceLastSave = 0;
        return true;
    }

    private void Save(int epoch, int? batch, Logs logs)
    {
        epochsSinceLastSave = 0;
        var path = Path(epoch, batch, logs);
        if (bestOnly) SaveIfImproved(epoch, path, logs);
        else
        {
            Tell(epoch, $"saving model to {path}");
            Write(path);
        }
    }

    private void SaveIfImproved(int epoch, string path, Logs logs)
    {
        if (logs.get(monitor) is not { } current)
        {
            Messages.Warn($"Can save best model only with {monitor} available, skipping.");
            return;
        }
        var before = PythonFormat.Fixed(best, 5);
        if (!direction.IsBetter(current, best))
        {
            Tell(epoch, $"{monitor} did not improve from {before}");
            return;
        }
        Tell(epoch, $"{monitor} improved from {before} to {PythonFormat.Fixed(current, 5)}, saving model to {path}");
        best = current;
        Write(path);
    }

    private void Tell(int epoch, string message)
    {
        if (verbose > 0) Messages.Print($"\nEpoch {epoch + 1}: {message}");
    }

    private void Write(string path)
    {
        if (Directory.Exists(path))
            throw new IOException(
                $"Please specify a non-directory filepath for ModelCheckpoint. Filepath used is an existing directory: {path}");
        if (weightsOnly) Trained.save_weights(path, overwrite: true);
        else Trained.save(path, overwrite: true);
    }

    private string Path(int epoch, int? batch, Logs logs)
    {
        try
        {
            return PythonFormat.Format(filepath, name => name switch
            {
                "epoch" => (object)(epoch + 1L),
                "batch" when batch is not null && !logs.ContainsKey(name) => batch.Value + 1L,
                _ => logs.get(name),
            });
        }
        catch (KeyNotFoundException missing)
        {
            throw new KeyNotFoundException($"Failed to format this callback filepath: \"{filepath}\". Reason: {missing.Message}", missing);
        }
    }

    private static bool GreaterIsBetter(string monitor) =>
        monitor.Contains("acc", StringComparison.Ordinal) || monitor.StartsWith("fmeasure", StringComparison.Ordinal);
}

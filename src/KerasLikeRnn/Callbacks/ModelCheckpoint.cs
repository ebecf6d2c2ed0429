using System.Text.RegularExpressions;

namespace KerasLikeRnn.Callbacks;

/// <summary>Saves the model, or its weights, at the end of epochs or after a number of batches.</summary>
[KerasExport("keras.callbacks.ModelCheckpoint")]
public class ModelCheckpoint : Callback
{
    private static readonly Regex PlaceholdersAt = new("{.*}", RegexOptions.CultureInvariant);

    private readonly string filepath;
    private readonly string monitor;
    private readonly int verbose;
    private readonly bool bestOnly;
    private readonly bool weightsOnly;
    private readonly MonitorDirection direction;
    private readonly SaveFrequency frequency;
    private readonly int period;
    private readonly bool loadsOnRestart;
    private int currentEpoch;
    private int epochsSinceLastSave;
    private int batchesSinceLastSave;
    private int lastBatch;

    /// <summary>Chooses what to save, when and where.</summary>
    /// <param name="filepath">
    /// Path, whose ending decides the format as in <c>model.save</c>: <c>.h5</c> for HDF5, <c>.keras</c> for an archive of Keras 3, else a
    /// folder of TensorFlow's SavedModel, or a checkpoint for weights alone. It may contain <c>{epoch:02d}</c> (counted from 1 on),
    /// <c>{batch:02d}</c> and names of the logs such as <c>{val_loss:.4f}</c>.
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
    /// <param name="load_weights_on_restart">Deprecated: whether fit begins with the weights of the latest file of such a name.</param>
    /// <exception cref="NotSupportedException">options are given.</exception>
    public ModelCheckpoint(
        string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false, bool save_weights_only = false,
        string mode = "auto", SaveFrequency save_freq = default, object? options = null, double? initial_value_threshold = null,
        int? period = null, bool? load_weights_on_restart = null)
    {
        Required.NotEmpty(filepath);
        if (options is not null)
            throw new NotSupportedException(
                $"ModelCheckpoint's `options` are {(save_weights_only ? "tf.train.CheckpointOptions" : "tf.saved_model.SaveOptions")}: "
                + "they choose devices of TensorFlow's own runtime, which is not here. Leave the argument out.");
        if (load_weights_on_restart is not null)
            Messages.Warn(
                "`load_weights_on_restart` argument is deprecated. Please use `model.load_weights()` for loading weights before the start "
                + "of `model.fit()`.");
        if (period is not null)
            Messages.Warn("`period` argument is deprecated. Please use `save_freq` to specify the frequency in number of batches seen.");
        this.filepath = filepath;
        this.monitor = monitor;
        this.verbose = verbose;
        this.period = period ?? 1;
        loadsOnRestart = load_weights_on_restart ?? false;
        bestOnly = save_best_only;
        weightsOnly = save_weights_only;
        frequency = save_freq;
        direction = MonitorDirections.Parse(mode, "ModelCheckpoint mode", GreaterIsBetter(monitor));
        best = initial_value_threshold ?? direction.Worst();
    }

    /// <summary>The best value so far.</summary>
    public double best { get; set; }

    /// <inheritdoc/>
    /// <exception cref="ValueError">With <c>load_weights_on_restart</c>: the file cannot be loaded.</exception>
    public override void on_train_begin(Logs logs = null!)
    {
        if (!loadsOnRestart || IsResuming || LatestFile() is not { } path) return;
        try
        {
            Trained.load_weights(path);
        }
        catch (Exception error) when (error is IOException or ValueError or InvalidDataException)
        {
            throw new ValueError($"Error loading file from {path}. Reason: {error.Message}", "filepath", error);
        }
    }

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
        // Only a SavedModel is a folder; what checkpoints' files begin with may be the name of one.
        var isFile = path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".hdf5", StringComparison.Ordinal)
            || path.EndsWith(".keras", StringComparison.Ordinal);
        if (isFile && Directory.Exists(path))
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

    /// <summary>
    /// The file that was changed last of those whose names fit the path, whatever stands for its values; null for none. A folder's
    /// <c>checkpoint</c> file, which names the latest one, counts more than the time; where two were changed at once the largest name
    /// counts.
    /// </summary>
    private string? LatestFile()
    {
        var (folder, name) = (System.IO.Path.GetDirectoryName(filepath) ?? "", System.IO.Path.GetFileName(filepath));
        // As Keras's: from the first brace to the last one everything may differ, and a dot stands for any character.
        var pattern = new Regex($"^{PlaceholdersAt.Replace(name, ".*")}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        if (CheckpointState.Read(folder)?.Latest is { } checkpoint && pattern.IsMatch(System.IO.Path.GetFileName(checkpoint))
            && TensorBundle.Exists(checkpoint)) return checkpoint;
        var within = folder.Length == 0 ? "." : folder;
        if (!Directory.Exists(within)) return null;
        var fitting = Directory.GetFileSystemEntries(within).Where(path => pattern.IsMatch(System.IO.Path.GetFileName(path))).ToArray();
        if (fitting.Length == 0) return null;
        var latest = fitting.GroupBy(File.GetLastWriteTimeUtc).MaxBy(group => group.Key)!.ToArray();
        var found = latest.Length == 1 ? latest[0] : fitting.Max(StringComparer.Ordinal)!;
        return System.IO.Path.Join(folder, System.IO.Path.GetFileName(found));
    }

    private static bool GreaterIsBetter(string monitor) =>
        monitor.Contains("acc", StringComparison.Ordinal) || monitor.StartsWith("fmeasure", StringComparison.Ordinal);
}

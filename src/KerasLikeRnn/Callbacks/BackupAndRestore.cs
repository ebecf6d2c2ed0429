namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Backs up the training after each epoch, so that a run that was interrupted goes on where the last epoch ended when the same program runs
/// again. When fit ends by itself the backup is deleted.
/// </summary>
/// <remarks>
/// All that the rest of the run depends on is kept: weights, the state of optimizers and layers, random streams, the place in the data, the
/// state of callbacks (<see cref="Callback.on_backup"/>). A run that was killed at any moment ends with the weights, bit for bit, of one
/// that was not, if the program sets the seed: <c>keras.utils.set_random_seed</c>. docs/resuming.md says what data of one's own must do.
/// The backup is the checkpoint <c>backup_dir/chief/ckpt-N</c>, which Keras goes on with too, as this class does with Keras's; it goes
/// only when the next one is whole and on the disk. As in Keras the history has the epochs of this run only.
/// </remarks>
[KerasExport("keras.callbacks.BackupAndRestore")]
public class BackupAndRestore : Callback
{
    /// <summary>Chooses the folder.</summary>
    /// <param name="backup_dir">A folder of this callback alone, made where it is missing.</param>
    public BackupAndRestore(string backup_dir) => this.backup_dir = Required.NotEmpty(backup_dir);

    /// <summary>The folder.</summary>
    public string backup_dir { get; }

    /// <summary>The folder that the run writes the backup to.</summary>
    internal string Folder => Path.Join(backup_dir, "chief");

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!)
    {
        if (!Directory.Exists(Folder)) return;
        // First what says that there is a backup: whoever is killed here leaves a whole one, or none.
        File.Delete(CheckpointState.PathIn(Folder));
        Directory.Delete(Folder, recursive: true);
    }
}

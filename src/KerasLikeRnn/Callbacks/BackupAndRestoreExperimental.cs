namespace KerasLikeRnn.Callbacks;

/// <summary>The older name of <see cref="BackupAndRestore"/>, of which it warns.</summary>
[KerasExport("keras.callbacks.experimental.BackupAndRestore")]
public class BackupAndRestoreExperimental : BackupAndRestore
{
    /// <inheritdoc cref="BackupAndRestore(string)"/>
    public BackupAndRestoreExperimental(string backup_dir) : base(backup_dir) => Messages.Warn(
        "`tf.keras.callbacks.experimental.BackupAndRestore` endpoint is deprecated and will be removed in a future release. Please use "
        + "`tf.keras.callbacks.BackupAndRestore`.");
}

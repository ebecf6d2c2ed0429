namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Backs up the training after each epoch, so that a run that was interrupted goes on where the last epoch ended when the same program runs
/// again. When fit ends by itself the backup is deleted.
/// </summary>
/// <remarks>
/// All that the rest of the run depends on is kept: weights, the state of optimizers and layers, random streams, the place in the data, the
/// state of callbacks (<see cref="Callback.on_backup"/>). A run that was killed at any moment ends with the weights, bit for bit, of one
/// that was not, if the program sets the seed: <c>keras.utils.set_random_seed</c>. docs/resuming.md says what data of one's own must do.
/// The backup is <c>backup_dir/chief/backup.npz</c>, which NumPy reads; it is replaced only when the next one is whole and on the
/// disk. As in Keras the history has the epochs of this run only.
/// </remarks>
[KerasExport("keras.callbacks.BackupAndRestore")]
public class BackupAndRestore : Callback
{
    private const string Names = "names";

    /// <summary>Chooses the folder.</summary>
    /// <param name="backup_dir">A folder of this callback alone, made where it is missing.</param>
    public BackupAndRestore(string backup_dir) => this.backup_dir = Required.NotEmpty(backup_dir);

    /// <summary>The folder.</summary>
    public string backup_dir { get; }

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!)
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What an interrupted run has left; null for nothing.</summary>
    /// <exception cref="InvalidDataException">The backup is damaged.</exception>
    internal BackupState? Read()
    {
        Directory.CreateDirectory(Folder);
        // What killed runs were writing. Nobody else writes here.
        foreach (var unfinished in Directory.GetFiles(Folder, "*.part")) System.IO.File.Delete(unfinished);
        if (!System.IO.File.Exists(File)) return null;
        var arrays = NpzFile.Read(File, file => file.ReadArrays(), largestMember: long.MaxValue, remedy: Remedy);
        if (!arrays.Remove(Names, out var names) || names.typecode != NPTypeCode.Int64
            || names.size != 1 || names.ToArray<long>()![0] != ChecksumOf(arrays.Keys))
            throw new InvalidDataException($"{File} is no sound backup: its list of arrays is damaged. {Remedy}.");
        return new BackupState(arrays, File, Remedy);
    }

    /// <summary>Writes a backup in the place of the one before.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written; the backup before stays.</exception>
    internal void Write(BackupState state)
    {
        Directory.CreateDirectory(Folder);
        var names = np.array(new[] { ChecksumOf(state.Values.Keys) });
        NpzSaver.Write(File, state.Values.Select(value => (value.Key, value.Value)).Append((Names, names)));
    }

    // The arrays have checksums of their own, the list of their names has none in a zip.
    private static long ChecksumOf(IEnumerable<string> names)
    {
        var checksum = new Crc32();
        foreach (var name in names.Order(StringComparer.Ordinal)) checksum.Append(Encoding.UTF8.GetBytes(name + "\n"));
        return checksum.Value;
    }

    private string Remedy => $"Delete the folder {Folder} to begin anew";

    private string Folder => Path.Join(backup_dir, "chief");

    private string File => Path.Join(Folder, "backup.npz");
}

namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Backs up the training after each epoch, so that a run that was interrupted goes on where the last epoch ended when the same program runs
/// again. When fit ends by itself the backup is deleted.
/// </summary>
/// <remarks>
/// What is kept are the weights of the model and of its optimizer and the number of the epoch, in <c>backup_dir/chief/backup.npz</c>, which
/// NumPy reads. As in Keras random numbers begin anew, and the history has the epochs of this run only.
/// </remarks>
[KerasExport("keras.callbacks.BackupAndRestore")]
public class BackupAndRestore : Callback
{
    private const string Epoch = "ckpt_saved_epoch";
    private const string Slots = "has_slots";

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

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        Directory.CreateDirectory(Folder);
        NpzSaver.Write(File, [
            (Epoch, np.array(new long[] { epoch })),
            (Slots, np.array(model.trainable_weights.Select(weight => model.optimizer.HasSlotsOf(weight)).ToArray())),
            .. Numbered("weight", model.get_weights()),
            .. Numbered("optimizer", model.optimizer.get_weights())]);
    }

    /// <summary>Restores what there is.</summary>
    /// <exception cref="ValueError">The backup is of another model.</exception>
    /// <exception cref="InvalidDataException">The backup is damaged.</exception>
    internal override int? Resume(Func<IReadOnlyList<Shape>> inputs)
    {
        if (!System.IO.File.Exists(File)) return null;
        var (epoch, hasSlots, weights, ofOptimizer) = NpzFile.Read(
            File, file => (file.ReadIntegers(Epoch)[0], file.ReadIntegers(Slots), ArraysOf(file, "weight"), ArraysOf(file, "optimizer")),
            largestMember: long.MaxValue);
        if (!model.built) model.BuildAll(inputs());
        model.set_weights(weights);
        if (ofOptimizer.Count > 0)
        {
            model.optimizer.CreateAllWeights(model.trainable_weights.Where((_, i) => i < hasSlots.Length && hasSlots[i] != 0));
            model.optimizer.set_weights(ofOptimizer);
        }
        return checked((int)epoch + 1);
    }

    private string Folder => Path.Join(backup_dir, "chief");

    private string File => Path.Join(Folder, "backup.npz");

    private static IEnumerable<(string, NDArray)> Numbered(string kind, NDArray[] arrays) =>
        arrays.Select((array, i) => (Name(kind, i), array));

    private static List<NDArray> ArraysOf(NpzFile file, string kind)
    {
        var arrays = new List<NDArray>();
        while (file.Has(Name(kind, arrays.Count))) arrays.Add(file.ReadArray(Name(kind, arrays.Count)));
        return arrays;
    }

    private static string Name(string kind, int number) => Invariant($"{kind}_{number}");
}

using System.Text.RegularExpressions;

namespace KerasLikeRnn.Models;

/// <summary>
/// The backup of a run of fit: a checkpoint of TensorFlow under the names of Keras's own <c>BackupAndRestore</c>, which goes on with it
/// as this library goes on with Keras's. All that Keras does not keep is in tensors of which no object of the checkpoint knows.
/// </summary>
internal sealed partial class RunBackup(string folder)
{
    private const string Name = "ckpt";

    private readonly double begun = Now;
    private long latest = -1;

    /// <summary>What an interrupted run has left; null for nothing.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public FoundBackup? Read()
    {
        Directory.CreateDirectory(folder);
        // What killed runs were writing. Nobody else writes here.
        foreach (var unfinished in Directory.GetFiles(folder, "*.part")) File.Delete(unfinished);
        if (!File.Exists(CheckpointState.PathIn(folder)))
        {
            DeleteAllBut(null);
            return null;
        }
        try
        {
            var prefix = CheckpointState.Read(folder)?.Latest
                ?? throw new InvalidDataException($"{CheckpointState.PathIn(folder)} names no checkpoint");
            latest = Number().Match(prefix) is { Success: true } match
                ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            using var bundle = TensorBundle.Open(prefix);
            bundle.CheckAll();
            var found = new FoundBackup(prefix, BackupState.Read(bundle, Remedy));
            DeleteAllBut(prefix);
            return found;
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException or ValueError)
        {
            throw new InvalidDataException($"{folder} has no sound backup: {DamagedFile.Told(error).TrimEnd('.')}. {Remedy}.", error);
        }
    }

    /// <summary>Writes a backup, and deletes the one before when it is whole and on the disk.</summary>
    /// <param name="state">What is kept.</param>
    /// <param name="model">The model that is trained; null while nothing of it is to be kept.</param>
    /// <param name="epoch">The last epoch that was run; -1 for none.</param>
    /// <param name="batches">How many batches were run.</param>
    /// <exception cref="IOException">The disk is full or cannot be written; the backup before stays.</exception>
    public void Write(BackupState state, Model? model, long epoch, long batches)
    {
        var number = latest + 1;
        var prefix = Path.Join(folder, Invariant($"{Name}-{number}"));
        try
        {
            using (var bundle = new TensorBundleWriter(prefix))
            {
                var objects = new TrackedObjects(Root(
                    model, Counter("ckpt_saved_epoch", () => epoch), Counter("Variable", () => batches),
                    Counter("save_counter", () => number)));
                objects.Write(bundle);
                state.Write(bundle, objects.KeyOf);
                bundle.Finish();
            }
            new CheckpointState(prefix, [prefix], [Now], Math.Min(begun, Now - 1)).Write(folder);
        }
        catch
        {
            if (Directory.Exists(folder)) BundleFiles.Delete(prefix);
            throw;
        }
        latest = number;
        DeleteAllBut(prefix);
    }

    /// <summary>What Keras keeps of a run.</summary>
    public static TrackedGroup Root(Model? model, TrackedNumber epoch, params ReadOnlySpan<TrackedNumber> counters) => new(
        epoch, Name, [
            new("ckpt_saved_epoch", epoch), .. model is null ? [] : new Trackable[] { new("model", model) },
            .. counters.IsEmpty ? [] : new Trackable[] { new("train_counter", counters[0]), new("save_counter", counters[1]) },
        ]);

    /// <summary>A number of Keras's.</summary>
    public static TrackedNumber Counter(string name, Func<long> get, Action<long>? set = null) =>
        new(new object(), name, DType.Int64, () => get(), value => set?.Invoke((long)value));

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private string Remedy => $"Delete the folder {folder} to begin anew";

    private void DeleteAllBut(string? prefix)
    {
        var kept = prefix is null ? null : Path.GetFileName(prefix) + ".";
        foreach (var file in Directory.GetFiles(folder, Name + "-*"))
            if (kept is null || !Path.GetFileName(file).StartsWith(kept, StringComparison.Ordinal)) File.Delete(file);
    }

    [GeneratedRegex(@"-(\d{1,18})$")]
    private static partial Regex Number();
}

/// <summary>A backup that was found.</summary>
/// <param name="Prefix">What the files of its checkpoint begin with.</param>
/// <param name="State">What was kept of the run; null where Keras has written it, which keeps less.</param>
internal sealed record FoundBackup(string Prefix, BackupState? State)
{
    /// <summary>Brings back what Keras has kept: weights and optimizer, at once or when they come into being.</summary>
    /// <returns>The last epoch that was run; null for none.</returns>
    /// <exception cref="ValueError">It is of another model.</exception>
    public int? Restore(Model model)
    {
        var epoch = -1L;
        Restoration.Start(Prefix, RunBackup.Root(model, RunBackup.Counter("ckpt_saved_epoch", () => epoch, value => epoch = value)));
        if (epoch >= int.MaxValue) throw new InvalidDataException($"The backup {Prefix} is damaged: it names epoch {epoch}.");
        return epoch < 0 ? null : (int)epoch;
    }
}

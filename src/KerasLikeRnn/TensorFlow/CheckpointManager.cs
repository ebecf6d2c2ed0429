namespace KerasLikeRnn.TensorFlow;

/// <summary>Writes checkpoints into a folder and deletes the old ones.</summary>
[KerasExport("tf.train.CheckpointManager")]
public sealed class CheckpointManager
{
    private const double SecondsPerHour = 3600;

    private readonly string prefix;
    private readonly int? max_to_keep;
    private readonly double? hours;
    private readonly StepCounter step;
    private readonly Action? init_fn;
    private readonly OrderedDictionary<string, double> kept = [];
    private double lastPreserved;
    private long? lastStep;

    /// <summary>Chooses the folder. What another manager has left there is known.</summary>
    /// <param name="checkpoint">What is kept.</param>
    /// <param name="directory">The folder, made where it is missing.</param>
    /// <param name="max_to_keep">How many checkpoints are kept, the latest ones; null for all.</param>
    /// <param name="keep_checkpoint_every_n_hours">A checkpoint that is so long after the last one kept for good is never deleted.</param>
    /// <param name="checkpoint_name">What the names of files begin with.</param>
    /// <param name="step_counter">A variable that counts steps, or <c>optimizer.iterations</c>.</param>
    /// <param name="checkpoint_interval">How many steps are at least between two checkpoints.</param>
    /// <param name="init_fn">What <see cref="restore_or_initialize"/> does where there is nothing to restore.</param>
    /// <exception cref="ValueError">max_to_keep is not positive, or there is an interval and no counter.</exception>
    public CheckpointManager(
        Checkpoint checkpoint, string directory, int? max_to_keep, double? keep_checkpoint_every_n_hours = null,
        string checkpoint_name = "ckpt", StepCounter step_counter = default, int? checkpoint_interval = null, Action? init_fn = null)
    {
        this.checkpoint = Required.NotNull(checkpoint);
        this.directory = Required.NotEmpty(directory);
        if (max_to_keep <= 0)
            throw new ValueError($"Expected a positive integer or `None` for `max_to_keep`, got {max_to_keep}.", nameof(max_to_keep));
        if (checkpoint_interval is not null && !step_counter.IsGiven)
            throw new ValueError("`step_counter` should be passed if `checkpoint_interval` is not None.", nameof(step_counter));
        (this.max_to_keep, hours, this.checkpoint_interval) = (max_to_keep, keep_checkpoint_every_n_hours, checkpoint_interval);
        (step, this.init_fn, prefix) = (step_counter, init_fn, Path.Join(directory, Required.NotEmpty(checkpoint_name)));
        // As in TensorFlow, a second earlier: managers made one after the other.
        lastPreserved = Now - 1;
        if (CheckpointState.Read(directory) is { } state) Recover(state);
    }

    /// <summary>What is kept.</summary>
    public Checkpoint checkpoint { get; }

    /// <summary>The folder.</summary>
    public string directory { get; }

    /// <summary>How many steps are at least between two checkpoints.</summary>
    public int? checkpoint_interval { get; }

    /// <summary>What the files of the latest checkpoint begin with; null for none.</summary>
    public string? latest_checkpoint { get; private set; }

    /// <summary>What the files of the checkpoints begin with, the oldest first; without those that are kept for good.</summary>
    public IReadOnlyList<string> checkpoints => [.. kept.Keys];

    /// <summary>Writes a checkpoint, and deletes those that are too many.</summary>
    /// <param name="checkpoint_number">Its number; that of the checkpoint's <c>save_counter</c> unless given.</param>
    /// <param name="check_interval">Whether the interval counts; without it only one checkpoint for the same step is left out.</param>
    /// <param name="options">Options of TensorFlow: not supported, must be null.</param>
    /// <returns>What its files begin with; null where the interval is not over.</returns>
    /// <exception cref="IOException">The files cannot be written; what was there before is whole.</exception>
    public string? save(long? checkpoint_number = null, bool check_interval = true, object? options = null)
    {
        Checkpoint.RefuseOptions(options);
        if (checkpoint_interval is { } interval)
        {
            var now = step.Value;
            if (now == lastStep || (check_interval && now < lastStep + interval)) return null;
            lastStep = now;
        }
        var counted = checkpoint.CountUp();
        var path = checkpoint.write(Invariant($"{prefix}-{checkpoint_number ?? counted}"));
        kept.Remove(path);
        kept.Add(path, Now);
        latest_checkpoint = path;
        // Before and after the old ones go: whoever is killed meanwhile finds the new one.
        Record();
        if (Sweep()) Record();
        return path;
    }

    /// <summary>Restores the latest checkpoint, or calls init_fn where there is none.</summary>
    /// <returns>What the files of the latest checkpoint begin with; null for none.</returns>
    public string? restore_or_initialize()
    {
        if (latest_checkpoint is null)
        {
            init_fn?.Invoke();
            return null;
        }
        checkpoint.restore(latest_checkpoint);
        if (checkpoint_interval is not null) lastStep = step.Value;
        return latest_checkpoint;
    }

    private static double Now => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private void Recover(CheckpointState state)
    {
        var now = Now;
        latest_checkpoint = state.Latest;
        lastPreserved = Math.Min(state.LastPreserved, now);
        for (var i = 0; i < state.All.Count; i++)
        {
            var time = Math.Min(i < state.Timestamps.Count ? state.Timestamps[i] : lastPreserved, now);
            if (time > lastPreserved) kept[state.All[i]] = time;
        }
    }

    private bool Sweep()
    {
        var count = kept.Count;
        while (kept.Count > (max_to_keep ?? int.MaxValue))
        {
            var (path, time) = kept.GetAt(0);
            kept.RemoveAt(0);
            if (hours is { } apart && time - apart * SecondsPerHour >= lastPreserved) lastPreserved = time;
            else BundleFiles.Delete(path);
        }
        return kept.Count < count;
    }

    private void Record() => new CheckpointState(latest_checkpoint!, checkpoints, [.. kept.Values], lastPreserved).Write(directory);
}

/// <summary>What counts steps: a variable, <c>optimizer.iterations</c>, or a function.</summary>
public readonly struct StepCounter
{
    private readonly Func<long>? count;

    private StepCounter(Func<long> count) => this.count = count;

    internal bool IsGiven => count is not null;

    internal long Value => count!();

    public static implicit operator StepCounter(Variable variable) => new(() => (long)variable.Current.Item());

    public static implicit operator StepCounter(Optimizers.Iterations iterations) => new(iterations.Live);

    public static implicit operator StepCounter(Func<long> count) => new(count);
}

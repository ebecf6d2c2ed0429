namespace KerasLikeRnn.Models;

/// <summary>How much fit, evaluate and predict print: 0 nothing, 1 a progress bar, 2 a line an epoch, "auto" as 1.</summary>
public readonly record struct VerboseLike
{
    private readonly int? level;

    private VerboseLike(int level) => this.level = level;

    /// <summary>The level; "auto" is 1.</summary>
    internal int Level => level ?? 1;

    public static implicit operator VerboseLike(int level) => level is >= 0 and <= 2
        ? new(level)
        : throw new ValueError($"verbose must be 0, 1, 2 or \"auto\". Received: {level}", nameof(level));

    public static implicit operator VerboseLike(bool on) => new(on ? 1 : 0);

    public static implicit operator VerboseLike(string name) => name == "auto"
        ? default
        : throw new ValueError($"verbose must be 0, 1, 2 or \"auto\". Received: {name}", nameof(name));
}

/// <summary>Whether the samples are shuffled before each epoch: true (default), false, or "batch" for the order of batches only.</summary>
public readonly record struct ShuffleLike
{
    private readonly bool off;

    private ShuffleLike(bool off, bool batches)
    {
        this.off = off;
        Batches = batches;
    }

    internal bool Rows => !off && !Batches;

    internal bool Batches { get; }

    public static implicit operator ShuffleLike(bool on) => new(!on, false);

    public static implicit operator ShuffleLike(string name) => name == "batch"
        ? new(false, true)
        : throw new ValueError($"shuffle must be true, false or \"batch\". Received: {name}", nameof(name));
}

/// <summary>After which epochs fit validates: every n-th, or those of a list (counted from 1).</summary>
[CollectionBuilder(typeof(ValidationFrequency), nameof(Create))]
public readonly record struct ValidationFrequency : IEnumerable<int>
{
    private readonly int every;
    private readonly IReadOnlyList<int>? epochs;

    private ValidationFrequency(int every, IReadOnlyList<int>? epochs) => (this.every, this.epochs) = (every, epochs);

    public static implicit operator ValidationFrequency(int every) => every > 0
        ? new(every, null)
        : throw new ValueError(
            $"Expected `validation_freq` to be a list or a positive int. Received: validation_freq={every}", nameof(every));

    public static implicit operator ValidationFrequency(int[] epochs) => new(1, epochs);

    /// <summary>Builds the list from a collection expression.</summary>
    public static ValidationFrequency Create(ReadOnlySpan<int> epochs) => epochs.ToArray();

    public IEnumerator<int> GetEnumerator() => (epochs ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether it is due after the epoch, counted from 0.</summary>
    internal bool IsDue(int epoch) => epochs?.Contains(epoch + 1) ?? (epoch + 1) % Math.Max(every, 1) == 0;
}

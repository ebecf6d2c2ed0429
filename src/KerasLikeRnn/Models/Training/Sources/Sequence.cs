namespace KerasLikeRnn.Models;

/// <summary>
/// Data in batches that are made when they are asked for, by their number; so that several threads can make them
/// (<c>workers</c> of fit). Derive from it and override <see cref="this[int]"/> and <see cref="__len__"/>.
/// </summary>
/// <example>
/// <code>
/// class Windows(NDArray x, NDArray y) : Sequence
/// {
///     public override int __len__() => (int)x.shape[0] / 32;
///     public override DataLike this[int index] => (Rows(x, index), Rows(y, index));
///     private static NDArray Rows(NDArray all, int index) => all[$"{index * 32}:{index * 32 + 32}"];
/// }
/// model.fit(new Windows(x, y), epochs: 3);
/// </code>
/// </example>
[KerasExport("keras.utils.Sequence")]
public abstract class Sequence : IReadOnlyList<DataLike>, IBatches, IPrinted
{
    /// <summary>
    /// The batch of that number, 0 to <see cref="__len__"/> − 1: <c>(x, y)</c>, <c>(x, y, sample_weight)</c> or <c>x</c>.
    /// </summary>
    public abstract DataLike this[int index] { get; }

    /// <summary>Number of batches.</summary>
    public int Count => __len__();

    string IPrinted.Repr => ToString();

    string IBatches.Kind => "`keras.utils.Sequence`";

    string IBatches.PythonType => $"<class '__main__.{GetType().Name}'>";

    /// <summary>Number of batches of an epoch.</summary>
    public abstract int __len__();

    /// <summary>Called after each epoch; it does nothing where it is not overridden.</summary>
    public virtual void on_epoch_end() { }

    /// <summary>
    /// What of this object <c>BackupAndRestore</c> keeps, so that a run that was killed goes on as if it had not been: what
    /// <see cref="on_epoch_end"/>, which is called for the epochs that have passed, does not bring back.
    /// </summary>
    /// <param name="state">Takes each value and gives it back: <c>seen = state.keep("seen", seen);</c></param>
    protected internal virtual void on_backup(BackupState state) { }

    /// <summary>How many epochs have ended.</summary>
    internal int EpochsEnded { get; private set; }

    /// <summary>Ends an epoch.</summary>
    internal void EndEpoch()
    {
        on_epoch_end();
        EpochsEnded++;
    }

    /// <summary>All batches in their order, once.</summary>
    public virtual IEnumerator<DataLike> GetEnumerator()
    {
        for (var i = 0; i < __len__(); i++) yield return this[i];
    }

    /// <summary>Its class: its batches, which may have no end, are not made to print them.</summary>
    public override string ToString() => $"<{GetType().Name} object>";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    BatchSource IBatches.Batches(BatchRequest request) => new SequenceBatches(this, request);

    /// <summary>Data that fit, evaluate and predict take.</summary>
    [return: NotNullIfNotNull(nameof(sequence))]
    public static implicit operator DataLike?(Sequence? sequence) => sequence is null ? null : new(sequence);
}

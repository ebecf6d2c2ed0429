using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// Batches of samples by their numbers, in an order drawn from <c>np.random</c> where they are shuffled. As a <see cref="Sequence"/> it is
/// data of
/// fit; iterated over, it begins again after its last batch, without an end.
/// </summary>
[KerasExport("keras.preprocessing.image.Iterator")]
public abstract class Iterator : Sequence
{
    private readonly Lock gate = new();
    private int[]? order;

    /// <summary>Creates the batches.</summary>
    /// <param name="n">Number of samples.</param>
    /// <param name="batch_size">Samples of a batch.</param>
    /// <param name="shuffle">Whether the samples are shuffled before each epoch.</param>
    /// <param name="seed">What <c>np.random</c> is seeded with before each batch, plus the batches before it; null: it goes on.</param>
    /// <exception cref="ValueError">batch_size is not positive.</exception>
    protected Iterator(int n, int batch_size, bool shuffle, int? seed)
    {
        if (batch_size < 1) throw new ValueError(Invariant($"batch_size must be positive. Received: {batch_size}"), nameof(batch_size));
        (this.n, this.batch_size, this.shuffle, this.seed) = (n, batch_size, shuffle, seed);
    }

    /// <summary>Number of samples.</summary>
    public int n { get; }

    /// <summary>Samples of a batch.</summary>
    public int batch_size { get; }

    /// <summary>Whether the samples are shuffled before each epoch.</summary>
    public bool shuffle { get; }

    /// <summary>The seed, or null.</summary>
    public int? seed { get; }

    /// <summary>The number of the batch that <see cref="next"/> gives.</summary>
    public int batch_index { get; private set; }

    /// <summary>Number of batches given.</summary>
    public int total_batches_seen { get; private set; }

    /// <summary>The batch of that number, in the order of the epoch.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public override DataLike this[int index]
    {
        get
        {
            if (index < 0 || index >= __len__())
                throw new ValueError(
                    Invariant($"Asked to retrieve element {index}, but the Sequence has length {__len__()}"), nameof(index));
            int[] samples;
            lock (gate)
            {
                Seed();
                total_batches_seen++;
                samples = Cut(order ??= Order(), index * batch_size);
            }
            return _get_batches_of_transformed_samples(samples);
        }
    }

    /// <summary>Number of batches, the last of which may be smaller.</summary>
    public override int __len__() => (n + batch_size - 1) / batch_size;

    /// <summary>Draws the order of the next epoch.</summary>
    public override void on_epoch_end()
    {
        lock (gate) order = Order();
    }

    /// <inheritdoc/>
    protected internal override void on_backup(BackupState state)
    {
        Required.NotNull(state);
        lock (gate)
        {
            batch_index = state.keep(nameof(batch_index), batch_index);
            total_batches_seen = state.keep(nameof(total_batches_seen), total_batches_seen);
            order = state.keep(nameof(order), order is null ? null : np.array(order))?.ToArray<int>();
        }
    }

    /// <summary>Has <see cref="next"/> begin with the first batch.</summary>
    public void reset() => batch_index = 0;

    /// <summary>The next batch; after the last one the first of a new order.</summary>
    public DataLike next()
    {
        int[] samples;
        lock (gate)
        {
            Seed();
            if (batch_index == 0 || order is null) order = Order();
            var first = n == 0 ? 0 : (int)((long)batch_index * batch_size % n);
            batch_index = n > first + batch_size ? batch_index + 1 : 0;
            total_batches_seen++;
            samples = Cut(order, first);
        }
        return _get_batches_of_transformed_samples(samples);
    }

    /// <summary>All batches, again and again.</summary>
    public override IEnumerator<DataLike> GetEnumerator()
    {
        while (true) yield return next();
    }

    /// <summary>The batch of those samples.</summary>
    /// <param name="index_array">Their numbers.</param>
    protected abstract DataLike _get_batches_of_transformed_samples(int[] index_array);

    private int[] Cut(int[] samples, int first) => samples[first..Math.Min(first + batch_size, samples.Length)];

    private void Seed()
    {
        if (seed is { } given) np.random.seed(given + total_batches_seen);
    }

    private int[] Order() => shuffle ? np.random.permutation(n).astype(NPTypeCode.Int32).ToArray<int>() : [.. Enumerable.Range(0, n)];
}

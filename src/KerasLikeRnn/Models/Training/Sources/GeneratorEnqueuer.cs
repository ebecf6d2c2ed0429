namespace KerasLikeRnn.Models;

/// <summary>Has a thread run an iterator ahead. An iterator makes one batch at a time, so that more workers make no more of it.</summary>
[KerasExport("keras.utils.GeneratorEnqueuer")]
public class GeneratorEnqueuer : SequenceEnqueuer
{
    private readonly IEnumerator batches;

    /// <summary>Creates it.</summary>
    /// <param name="generator">What gives the batches: <c>(x, y)</c>, <c>(x, y, sample_weight)</c> or <c>x</c>.</param>
    /// <param name="use_multiprocessing">Whether other processes are wanted: here they are threads.</param>
    /// <param name="random_seed">The seed of other processes: threads have none of their own, so that it is without effect.</param>
    public GeneratorEnqueuer(IEnumerable generator, bool use_multiprocessing = false, int? random_seed = null)
        : base(Required.NotNull(generator), use_multiprocessing)
    {
        batches = generator.GetEnumerator();
        this.random_seed = random_seed;
    }

    /// <summary>The seed of other processes, which is without effect.</summary>
    public int? random_seed { get; }

    /// <summary>The batches until the iterator ends.</summary>
    public override IEnumerable<DataLike> get() => Taken();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) (batches as IDisposable)?.Dispose();
    }

    // A job that ends the iterator gives nothing: after it there are no more.
    private protected override BatchesAhead Begin() => new(() => hasEnded ? null : Next, workers: 1, QueueSize);

    private volatile bool hasEnded;

    private DataLike? Next()
    {
        if (batches.MoveNext()) return DataLike.OfObject(batches.Current);
        hasEnded = true;
        return null;
    }
}

namespace KerasLikeRnn.Models;

/// <summary>Has threads make batches ahead. fit does so by itself where it is given <c>workers</c>.</summary>
[KerasExport("keras.utils.SequenceEnqueuer")]
public abstract class SequenceEnqueuer : IDisposable
{
    private BatchesAhead? ahead;

    /// <summary>Creates what makes batches ahead; <see cref="start"/> begins.</summary>
    /// <param name="sequence">What makes the batches.</param>
    /// <param name="use_multiprocessing">Whether other processes are wanted: here they are threads.</param>
    protected SequenceEnqueuer(IEnumerable sequence, bool use_multiprocessing = false) =>
        (this.sequence, this.use_multiprocessing) = (Required.NotNull(sequence), use_multiprocessing);

    /// <summary>What makes the batches.</summary>
    public IEnumerable sequence { get; }

    /// <summary>Whether other processes are wanted: here they are threads.</summary>
    public bool use_multiprocessing { get; }

    /// <summary>How many threads make batches; 0 before the start.</summary>
    public int workers { get; private set; }

    private protected int QueueSize { get; private set; } = 10;

    /// <summary>Whether it has been started and not been stopped.</summary>
    public bool is_running() => ahead is { IsStopped: false };

    /// <summary>Begins to make batches.</summary>
    /// <param name="workers">How many threads make them.</param>
    /// <param name="max_queue_size">How many batches may wait to be taken.</param>
    /// <exception cref="ValueError">workers is not positive.</exception>
    public void start(int workers = 1, int max_queue_size = 10)
    {
        if (workers < 1)
            throw new ValueError(Invariant($"Number of processes must be at least 1. Received: workers={workers}"), nameof(workers));
        stop();
        (this.workers, QueueSize) = (workers, max_queue_size);
        ahead = Begin();
    }

    /// <summary>Ends the threads, and waits for them.</summary>
    /// <param name="timeout">How many seconds to wait at the most; null: until they have ended.</param>
    public void stop(double? timeout = null) => ahead?.Stop(timeout);

    /// <summary>The batches, as they are taken.</summary>
    /// <exception cref="Exception">What a thread threw, which stops the others.</exception>
    public abstract IEnumerable<DataLike> get();

    /// <summary>Stops.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops.</summary>
    protected virtual void Dispose(bool disposing) => stop();

    private protected abstract BatchesAhead Begin();

    /// <summary>The batches of one start.</summary>
    private protected IEnumerable<DataLike> Taken()
    {
        while (ahead is { } current && Take(current, out var batch))
            if (batch is not null) yield return batch;
    }

    /// <summary>Begins again, unless somebody has stopped it.</summary>
    private protected bool BeginAgain(Action before)
    {
        if (!is_running()) return false;
        ahead!.Stop();
        before();
        ahead = Begin();
        return true;
    }

    private bool Take(BatchesAhead current, out DataLike? batch)
    {
        try
        {
            return current.TryTake(out batch);
        }
        catch
        {
            stop();
            throw;
        }
    }
}

using System.Runtime.ExceptionServices;

namespace KerasLikeRnn.Models;

/// <summary>
/// Batches that threads make ahead, given out in the order in which they were begun. What a thread throws is thrown, with its own trace,
/// where its batch is taken.
/// </summary>
internal sealed class BatchesAhead : IDisposable
{
    private static int running;

    private readonly object gate = new();
    private readonly Func<Func<DataLike?>?> nextJob;
    private readonly Dictionary<long, Outcome> made = [];
    private readonly Thread[] threads;
    private readonly int ahead;
    private long begun;
    private long taken;
    private bool hasEnded;
    private bool isStopped;

    /// <summary>Begins to make batches.</summary>
    /// <param name="nextJob">What makes the next batch; null after the last one. Never asked by two threads at once.</param>
    /// <param name="workers">How many threads make batches.</param>
    /// <param name="ahead">How many batches may wait to be taken; as many as there is memory for where it is not positive.</param>
    public BatchesAhead(Func<Func<DataLike?>?> nextJob, int workers, int ahead)
    {
        (this.nextJob, this.ahead) = (nextJob, ahead > 0 ? ahead : int.MaxValue);
        threads = [.. Enumerable.Range(0, workers).Select(i => new Thread(Work) { IsBackground = true, Name = $"keras worker {i}" })];
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>How many threads of the process make batches.</summary>
    internal static int Running => Volatile.Read(ref running);

    /// <summary>Whether no more batches are made or given out.</summary>
    public bool IsStopped
    {
        get { lock (gate) return isStopped; }
    }

    /// <summary>The next batch, waited for. False after the last one, and when it has been stopped.</summary>
    public bool TryTake(out DataLike? batch)
    {
        Outcome outcome;
        lock (gate)
        {
            while (!isStopped && !made.ContainsKey(taken) && !(hasEnded && taken == begun)) Monitor.Wait(gate);
            if (isStopped || !made.Remove(taken, out outcome!))
            {
                batch = null;
                return false;
            }
            taken++;
            Monitor.PulseAll(gate);
        }
        outcome.Error?.Throw();
        batch = outcome.Batch;
        return true;
    }

    /// <summary>Ends the threads and waits for them, for so many seconds at the most; null: until they have ended.</summary>
    public void Stop(double? timeout = null)
    {
        lock (gate)
        {
            isStopped = true;
            made.Clear();
            Monitor.PulseAll(gate);
        }
        var begin = TimeProvider.System.GetTimestamp();
        foreach (var thread in threads.Where(thread => thread != Thread.CurrentThread))
        {
            if (timeout is not { } seconds) thread.Join();
            else thread.Join(TimeSpan.FromSeconds(Math.Max(0, seconds - TimeProvider.System.GetElapsedTime(begin).TotalSeconds)));
        }
    }

    public void Dispose() => Stop();

    private void Work()
    {
        Interlocked.Increment(ref running);
        try
        {
            MakeBatches();
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private void MakeBatches()
    {
        while (Begin() is var (number, job))
        {
            Outcome outcome;
            try
            {
                outcome = new(job(), null);
            }
            catch (Exception error)
            {
                outcome = new(null, ExceptionDispatchInfo.Capture(error));
            }
            lock (gate)
            {
                if (!isStopped) made[number] = outcome;
                Monitor.PulseAll(gate);
            }
        }
    }

    private (long Number, Func<DataLike?> Job)? Begin()
    {
        lock (gate)
        {
            while (!isStopped && !hasEnded && begun - taken >= ahead) Monitor.Wait(gate);
            if (isStopped || hasEnded) return null;
            if (nextJob() is { } job) return (begun++, job);
            hasEnded = true;
            Monitor.PulseAll(gate);
            return null;
        }
    }

    private sealed record Outcome(DataLike? Batch, ExceptionDispatchInfo? Error);
}

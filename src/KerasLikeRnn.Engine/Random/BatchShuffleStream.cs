namespace KerasLikeRnn.Engine;

/// <summary>
/// The orders of one <c>fit(shuffle="batch")</c>: batches are taken in random order, and the rows of each batch are shuffled.
/// </summary>
/// <remarks>
/// Keras 2.9 shuffles the rows of every tensor of a batch on their own: inputs and targets no longer belong together. The
/// streams here are as Keras's; whether to follow it in that is for the caller to decide.
/// </remarks>
public sealed class BatchShuffleStream
{
    // How many batches wait at most to be drawn from.
    private const int Waiting = 1024;

    private readonly Func<int, SeedPair> seedsOf;
    private readonly Philox first;
    private readonly List<ShuffleStream> tensors = [];
    private ulong epoch;

    internal BatchShuffleStream(Func<int, SeedPair> seedsOf)
    {
        this.seedsOf = seedsOf;
        first = seedsOf(0).Stream;
    }

    /// <summary>The order of the batches in the next epoch, each epoch with two seeds from the stream of the first ones.</summary>
    public int[] NextBatches(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var bits = new uint[count];
        NextEpoch().Fill(bits);
        var order = new int[count];
        var slots = new int[Waiting];
        for (int i = 0, filled = 0; i < count; i++)
        {
            for (; filled < count && filled - i < Waiting; filled++) slots[filled % Waiting] = filled;
            var (taken, head) = ((i + (int)(bits[i] % (uint)(filled - i))) % Waiting, i % Waiting);
            order[i] = slots[taken];
            slots[taken] = slots[head];
        }
        return order;
    }

    /// <summary>The order of the rows of the next batch of a tensor.</summary>
    /// <param name="tensor">Its number in the batch: inputs first, then targets, then sample weights.</param>
    /// <param name="rows">The rows of the batch.</param>
    public int[] NextRows(int tensor, int rows)
    {
        while (tensors.Count <= tensor) tensors.Add(new ShuffleStream(seedsOf(tensors.Count)));
        return tensors[tensor].Next(rows);
    }

    // Two outputs of the first stream are the seeds of an epoch.
    private Philox NextEpoch()
    {
        Span<uint> seeds = stackalloc uint[Philox.GroupSize];
        first.Skip(epoch / 2).Fill(seeds);
        var half = (int)(epoch++ % 2) * 2;
        return new Philox(seeds[half], seeds[half + 1]);
    }
}

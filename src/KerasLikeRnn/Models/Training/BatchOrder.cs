namespace KerasLikeRnn.Models;

/// <summary>The order of the samples in each epoch of one fit, as Keras draws it from the seed.</summary>
internal static class BatchOrder
{
    /// <summary>Gives the next epoch's order; null where the samples stay as they are.</summary>
    public static Func<int[]>? Of(ShuffleLike shuffle, int samples, int batchSize)
    {
        if (shuffle.Rows)
        {
            var stream = RandomStreams.Global.Shuffle();
            return () => stream.Next(samples);
        }
        if (!shuffle.Batches) return null;
        var batches = RandomStreams.Global.BatchShuffle();
        return () => Shuffled(batches, samples, batchSize);
    }

    /// <summary>
    /// Batches in random order, the rows of each shuffled. Keras 2.9 shuffles inputs and targets of a batch independently,
    /// so that they no longer belong together; here both take the order of the inputs.
    /// </summary>
    private static int[] Shuffled(BatchShuffleStream stream, int samples, int batchSize)
    {
        var order = new List<int>(samples);
        foreach (var batch in stream.NextBatches((samples + batchSize - 1) / batchSize))
        {
            var start = batch * batchSize;
            order.AddRange(stream.NextRows(0, Math.Min(batchSize, samples - start)).Select(row => start + row));
        }
        return [.. order];
    }
}

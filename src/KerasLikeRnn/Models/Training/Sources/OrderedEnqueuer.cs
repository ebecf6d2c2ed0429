namespace KerasLikeRnn.Models;

/// <summary>Has threads make the batches of a <see cref="Sequence"/> ahead, epoch after epoch, in their order.</summary>
[KerasExport("keras.utils.OrderedEnqueuer")]
public class OrderedEnqueuer : SequenceEnqueuer
{
    private readonly Sequence batches;

    /// <summary>Creates it.</summary>
    /// <param name="sequence">What makes the batches.</param>
    /// <param name="use_multiprocessing">Whether other processes are wanted: here they are threads.</param>
    /// <param name="shuffle">Whether the order of the batches is drawn anew for each epoch.</param>
    public OrderedEnqueuer(Sequence sequence, bool use_multiprocessing = false, bool shuffle = false)
        : base(sequence, use_multiprocessing) =>
        (batches, this.shuffle) = (sequence, shuffle);

    /// <summary>Whether the order of the batches is drawn anew for each epoch.</summary>
    public bool shuffle { get; }

    /// <summary>The batches without an end: after each epoch the sequence is told, and begins again.</summary>
    public override IEnumerable<DataLike> get()
    {
        do
        {
            foreach (var batch in Taken()) yield return batch;
        }
        while (BeginAgain(batches.EndEpoch));
    }

    private protected override BatchesAhead Begin()
    {
        var order = SequenceOrder.Of(batches, shuffle).GetEnumerator();
        return new(Next, workers, QueueSize);

        Func<DataLike?>? Next()
        {
            if (!order.MoveNext()) return null;
            var index = order.Current;
            return () => batches[index];
        }
    }
}

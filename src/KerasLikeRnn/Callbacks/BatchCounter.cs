namespace KerasLikeRnn.Callbacks;

/// <summary>Counts the batches of a run over the ends of epochs, where their numbers start again.</summary>
internal sealed class BatchCounter
{
    private long count;
    private int last = -1;

    /// <summary>Starts counting.</summary>
    internal void Begin() => (count, last) = (0, -1);

    /// <summary>Keeps the count.</summary>
    internal void Keep(BackupState state)
    {
        count = state.keep(nameof(count), count);
        last = state.keep(nameof(last), last);
    }

    /// <summary>How many batches have been run when the one of this number, from 0 on, ends.</summary>
    internal long End(int batch)
    {
        count += batch <= last ? batch + 1 : batch - last;
        last = batch;
        return count;
    }
}

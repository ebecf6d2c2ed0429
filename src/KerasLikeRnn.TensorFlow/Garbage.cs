namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// The bytes of a block that belongs to no scope, which the garbage collector alone finds. It does not see them, and is told to look when
/// they are so many, or half more than were needed when it last looked.
/// </summary>
internal sealed class Garbage : IDisposable
{
    private const long LeastLimit = 64L << 20;

    private static readonly Lock collecting = new();
    private static long bytesInUse;
    private static long limit = LeastLimit;

    private readonly long bytes;

    public Garbage(long bytes)
    {
        this.bytes = bytes;
        if (Interlocked.Add(ref bytesInUse, bytes) > Volatile.Read(ref limit)) Collect();
    }

    ~Garbage() => Interlocked.Add(ref bytesInUse, -bytes);

    /// <summary>The block went back by itself.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Interlocked.Add(ref bytesInUse, -bytes);
    }

    /// <summary>The young first; everything, where that does not free a quarter.</summary>
    private static void Collect()
    {
        if (!collecting.TryEnter()) return;
        try
        {
            CollectUpTo(generation: 1);
            if (Interlocked.Read(ref bytesInUse) <= limit / 4 * 3) return;
            CollectUpTo(generation: 2);
            Volatile.Write(ref limit, Math.Max(LeastLimit, Interlocked.Read(ref bytesInUse) / 2 * 3));
        }
        finally
        {
            collecting.Exit();
        }
    }

    private static void CollectUpTo(int generation)
    {
        GC.Collect(generation);
        GC.WaitForPendingFinalizers();
    }
}

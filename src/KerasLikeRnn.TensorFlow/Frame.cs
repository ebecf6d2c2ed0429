namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// Begins a computation on this thread: handles that are made or asked for from here on stay until it ends. A cell that took one in
/// (<see cref="Cell.Put"/>) shares it, and keeps it.
/// </summary>
internal readonly ref struct Frame : IDisposable
{
    [ThreadStatic]
    private static List<Handle>? held;

    [ThreadStatic]
    private static int depth;

    private readonly int first;

    public Frame()
    {
        first = (held ??= []).Count;
        depth++;
    }

    /// <summary>Has the innermost one drop a handle when it ends.</summary>
    public static Handle Hold(Handle handle)
    {
        if (depth == 0) throw new InvalidOperationException("A handle is made in a Frame, which drops it.");
        held!.Add(handle);
        return handle;
    }

    public void Dispose()
    {
        depth--;
        for (var i = held!.Count - 1; i >= first; i--) held[i].Drop();
        held.RemoveRange(first, held.Count - first);
    }
}

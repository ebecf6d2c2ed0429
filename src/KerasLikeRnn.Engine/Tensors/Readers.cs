namespace KerasLikeRnn.Engine;

/// <summary>
/// Who else needs the numbers in a variable's storage as they are. As long as there is nobody, the variable changes them in place;
/// otherwise it leaves the storage to its readers and goes on in another one.
/// </summary>
internal sealed class Readers
{
    private readonly List<WeakReference<TableLookup>> lookups = [];
    private MemoryScope? scope;
    private int tapes;
    private bool isLeased;

    /// <summary>Whether no tensor and no tape needs the storage.</summary>
    public bool IsEmpty => !isLeased && Volatile.Read(ref tapes) == 0;

    /// <summary>The outermost scope in which it was read, which owns the storage once the variable has left; null for none.</summary>
    public MemoryScope? Scope => scope is { HasEnded: false } ? scope : null;

    /// <summary>A tensor that stays shares the storage.</summary>
    public void Lease()
    {
        NoteScope();
        isLeased = true;
    }

    /// <summary>A tape's rules may read the storage, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        NoteScope();
        Interlocked.Increment(ref tapes);
    }

    /// <summary>The tape has run its rules.</summary>
    public void Release() => Interlocked.Decrement(ref tapes);

    /// <summary>A lookup will read from the storage.</summary>
    public void Add(TableLookup lookup)
    {
        lock (lookups)
        {
            if (lookups.Count == lookups.Capacity) lookups.RemoveAll(known => !known.TryGetTarget(out var target) || target.IsSettled);
            lookups.Add(new(lookup));
        }
    }

    /// <summary>Lets the lookups read before the numbers change.</summary>
    public void Settle()
    {
        lock (lookups)
        {
            foreach (var known in lookups)
                if (known.TryGetTarget(out var lookup)) lookup.Settle();
            lookups.Clear();
        }
    }

    private void NoteScope()
    {
        if (IsEmpty || scope is { HasEnded: true }) scope = MemoryScope.Current;
        else if (!MemoryScope.IsOpen(scope)) scope = null;
    }
}

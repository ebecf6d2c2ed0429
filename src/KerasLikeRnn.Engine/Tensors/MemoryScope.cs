namespace KerasLikeRnn.Engine;

/// <summary>
/// Owns the tensors made in it, tasks begun in it included, until it is disposed of, and then gives their memory back at once. A
/// training step runs in one, so that the next step finds all it needs in the pool. Tensors made outside any scope are freed by
/// the garbage collector.
/// </summary>
public sealed class MemoryScope : IDisposable
{
    private static readonly Ambient<MemoryScope> current = new();

    [ThreadStatic]
    private static long opened;

    private readonly MemoryScope? parent;
    private readonly List<Storage> owned = [];
    private List<IDisposable>? inner;
    private volatile bool disposed;

    private readonly Inside inside;
    private readonly Forgotten? forgotten;

    /// <summary>Begins a scope that owns what is made in it.</summary>
    public MemoryScope() : this(owns: true, flows: true) => forgotten = new(this);

    private MemoryScope(bool owns, bool flows)
    {
        opened++;
        Owns = owns;
        parent = Current;
        inside = flows ? current.Enter(this) : current.EnterHere(this);
    }

    /// <summary>The scope that owns what is made now, if there is one: a task may outlive the one it was begun in.</summary>
    internal static MemoryScope? Current
    {
        get
        {
            var scope = current.Value;
            while (scope is { disposed: true }) scope = scope.parent;
            return scope;
        }
    }

    /// <summary>How many this thread has opened.</summary>
    internal static long Opened => opened;

    /// <summary>Whether tensors made in it are its own.</summary>
    internal bool Owns { get; }

    /// <summary>Whether its tensors are gone.</summary>
    internal bool HasEnded => disposed && Owns;

    /// <summary>Begins a part whose tensors belong to nobody: for weights and other things that stay.</summary>
    public static MemoryScope Lasting() => new(owns: false, flows: false);

    /// <summary>Begins a scope that owns what this thread makes: that of tasks begun in it may outlive it.</summary>
    internal static MemoryScope OfThread() => new(owns: true, flows: false);

    /// <summary>Hands a tensor to the scope outside this one.</summary>
    public Tensor Keep(Tensor tensor)
    {
        var storage = tensor.Storage;
        if (storage.Scope != this) return tensor;
        if (parent is { Owns: true }) parent.Own(storage);
        else storage.Scope = null;
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        if (IsOpen(this)) inside.Dispose();
        foreach (var part in inner ?? []) part.Dispose();
        lock (owned)
        {
            disposed = true;
            foreach (var storage in owned)
                if (storage.Scope == this) storage.Dispose();
            owned.Clear();
        }
        forgotten?.Dispose();
    }

    /// <summary>Gives back what a scope owns that somebody opened, and forgot.</summary>
    private sealed class Forgotten(MemoryScope scope) : IDisposable
    {
        ~Forgotten()
        {
            foreach (var storage in scope.owned) storage.Dispose();
        }

        /// <summary>The scope has ended by itself.</summary>
        public void Dispose() => GC.SuppressFinalize(this);
    }

    internal static Storage Allocate(Memory memory, DType dtype, long length)
    {
        var storage = dtype == DType.String ? new StringStorage(length) : memory.Allocate(dtype, length);
        if (Current is { Owns: true } scope) scope.Own(storage);
        else storage.LeaveToCollector();
        return storage;
    }

    /// <summary>Whether the scope is the current one or around it; nobody's always is.</summary>
    internal static bool IsOpen(MemoryScope? scope)
    {
        var around = current.Value;
        while (around is not null && around != scope) around = around.parent;
        return around == scope;
    }

    /// <summary>What is made until the result is disposed of belongs to that scope, or to nobody.</summary>
    internal static Inside In(MemoryScope? scope) => current.EnterHere(scope);

    /// <summary>Takes a block over: it goes when the scope ends.</summary>
    internal void Own(Storage storage)
    {
        if (!Owns) return;
        lock (owned)
        {
            storage.Scope = disposed ? null : this;
            if (!disposed) owned.Add(storage);
        }
    }

    /// <summary>Disposes of something when the scope ends.</summary>
    internal void EndWith(IDisposable part)
    {
        lock (owned) (inner ??= []).Add(part);
    }
}

namespace KerasLikeRnn.Engine;

/// <summary>
/// Owns the tensors made on this thread until it is disposed of, and then gives their memory back at once. A training
/// step runs in one, so that the next step finds all it needs in the pool. Tensors made outside any scope are freed by
/// the garbage collector.
/// </summary>
public sealed class MemoryScope : IDisposable
{
    [ThreadStatic]
    private static MemoryScope? current;

    private readonly MemoryScope? parent;
    private readonly HashSet<Storage> owned = new(ReferenceEqualityComparer.Instance);
    private List<IDisposable>? inner;
    private bool disposed;

    /// <summary>Begins a scope that owns what is made in it.</summary>
    public MemoryScope() : this(true) { }

    private MemoryScope(bool owns)
    {
        Owns = owns;
        parent = current;
        current = this;
    }

    /// <summary>The scope that owns what is made now, if there is one.</summary>
    internal static MemoryScope? Current => current;

    /// <summary>Whether tensors made in it are its own.</summary>
    internal bool Owns { get; }

    /// <summary>Whether its tensors are gone.</summary>
    internal bool HasEnded => disposed && Owns;

    /// <summary>Begins a part whose tensors belong to nobody: for weights and other things that stay.</summary>
    public static MemoryScope Lasting() => new(false);

    /// <summary>Hands a tensor to the scope outside this one.</summary>
    public Tensor Keep(Tensor tensor)
    {
        if (owned.Remove(tensor.Storage)) parent?.Own(tensor.Storage);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        current = parent;
        foreach (var part in inner ?? []) part.Dispose();
        foreach (var storage in owned) storage.Dispose();
        owned.Clear();
    }

    internal static Storage Allocate(DType dtype, long length)
    {
        var storage = dtype == DType.String ? new StringStorage(length) : Memory.Current.Allocate(dtype, length);
        current?.Own(storage);
        return storage;
    }

    /// <summary>Whether the scope is the current one or around it on this thread; nobody's always is.</summary>
    internal static bool IsOpen(MemoryScope? scope)
    {
        var around = current;
        while (around is not null && around != scope) around = around.parent;
        return around == scope;
    }

    /// <summary>What is made until the result is disposed of belongs to that scope, or to nobody.</summary>
    internal static Entered In(MemoryScope? scope) => new(scope);

    /// <summary>Takes a block over: it goes when the scope ends.</summary>
    internal void Own(Storage storage)
    {
        if (Owns) owned.Add(storage);
    }

    /// <summary>Disposes of something when the scope ends.</summary>
    internal void EndWith(IDisposable part) => (inner ??= []).Add(part);

    /// <summary>While it exists, another scope is the current one.</summary>
    internal readonly ref struct Entered
    {
        private readonly MemoryScope? around = current;

        public Entered(MemoryScope? scope) => current = scope;

        public void Dispose() => current = around;
    }
}

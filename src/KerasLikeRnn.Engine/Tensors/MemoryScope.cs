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
    private readonly bool owns;
    private bool disposed;

    /// <summary>Begins a scope that owns what is made in it.</summary>
    public MemoryScope() : this(true) { }

    private MemoryScope(bool owns)
    {
        this.owns = owns;
        parent = current;
        current = this;
    }

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
        foreach (var storage in owned) storage.Dispose();
        owned.Clear();
    }

    internal static Storage Allocate(DType dtype, long length)
    {
        var storage = dtype == DType.String ? new StringStorage(length) : Memory.Current.Allocate(dtype, length);
        current?.Own(storage);
        return storage;
    }

    private void Own(Storage storage)
    {
        if (owns) owned.Add(storage);
    }
}

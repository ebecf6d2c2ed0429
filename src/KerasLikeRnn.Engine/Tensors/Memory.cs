namespace KerasLikeRnn.Engine;

/// <summary>Where tensors keep their elements. An engine supplies it; nothing here assumes that it is managed memory or this machine's.</summary>
public abstract class Memory
{
    private static Memory? current;

    /// <summary>The memory in which new tensors are made.</summary>
    public static Memory Current
    {
        get => current ?? throw new InvalidOperationException("No engine is installed.");
        internal set => current = value;
    }

    /// <summary>A block of <paramref name="length"/> elements whose contents are undefined.</summary>
    public abstract Storage Allocate(DType dtype, long length);

    /// <summary>Frees what is pooled and not in use.</summary>
    public abstract void Trim();
}

/// <summary>A block of elements. It goes back to its engine's pool at the end of the <see cref="MemoryScope"/> it was made in.</summary>
public abstract class Storage(DType dtype, long length) : IDisposable
{
    /// <summary>Type of the elements.</summary>
    public DType DType { get; } = dtype;

    /// <summary>Number of elements.</summary>
    public long Length { get; } = length;

    /// <summary>Who else needs the numbers, where the block is a variable's.</summary>
    internal Readers? Readers { get; set; }

    /// <summary>The scope with which it goes; null for none.</summary>
    internal MemoryScope? Scope { get; set; }

    /// <summary>True once the block went back to the pool.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>Copies elements in, beginning at element <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They leave the block.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset = 0)
    {
        Check(bytes.Length, offset);
        WriteBytes(bytes, offset);
    }

    /// <summary>Copies elements out, beginning at element <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They leave the block.</exception>
    public void Read(Span<byte> bytes, long offset = 0)
    {
        Check(bytes.Length, offset);
        ReadBytes(bytes, offset);
    }

    /// <summary>Copies all elements of a block of the same engine, type and length.</summary>
    /// <exception cref="ArgumentException">It is another kind of block.</exception>
    public void CopyFrom(Storage source)
    {
        if (source.GetType() != GetType() || source.DType != DType || source.Length != Length)
            throw new ArgumentException($"A block of {Length} {DType.Name()} takes no copy of {source.Length} {source.DType.Name()}.", nameof(source));
        CopyAll(source);
    }

    /// <summary>Gives the block back.</summary>
    public void Dispose()
    {
        if (IsReleased) return;
        IsReleased = true;
        ReturnToPool();
        GC.SuppressFinalize(this);
    }

    /// <summary><see cref="Write"/> within the block.</summary>
    protected abstract void WriteBytes(ReadOnlySpan<byte> bytes, long offset);

    /// <summary><see cref="Read"/> within the block.</summary>
    protected abstract void ReadBytes(Span<byte> bytes, long offset);

    /// <summary><see cref="CopyFrom"/> a block of this kind.</summary>
    protected abstract void CopyAll(Storage source);

    /// <summary>Hands the block to its pool. Called once.</summary>
    protected abstract void ReturnToPool();

    private void Check(int bytes, long offset)
    {
        if (offset < 0 || offset > Length || bytes > (Length - offset) * DType.Size())
            throw new ArgumentOutOfRangeException(nameof(offset), $"{bytes} bytes from element {offset} on leave a block of {Length} {DType.Name()}.");
    }
}

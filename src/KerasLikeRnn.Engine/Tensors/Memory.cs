using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>
/// Where tensors keep their elements. An engine supplies it; nothing here assumes that it is managed memory or this machine's.
/// </summary>
public abstract class Memory
{
    private static Memory? current;
    private static bool isInUse;

    /// <summary>The memory in which new tensors are made.</summary>
    /// <exception cref="InvalidOperationException">It is set after the first tensor was made.</exception>
    public static Memory Current
    {
        get => Rehearsal.Engine ?? current ?? throw new InvalidOperationException("No engine is installed.");
        private protected set => current = !isInUse ? value : throw new InvalidOperationException(
            $"Tensors have been made by {current!.GetType().Name}, and two engines cannot compute together. "
            + "Call Engine.Use once, as the first line of the program.");
    }

    /// <summary>The same for who makes a tensor: it stays.</summary>
    internal static Memory InUse
    {
        get
        {
            if (!isInUse) isInUse = true;
            return Current;
        }
    }

    /// <summary>A block of <paramref name="length"/> elements whose contents are undefined.</summary>
    public abstract Storage Allocate(DType dtype, long length);

    /// <summary>Frees what is pooled and not in use. Nothing, unless the engine has a pool.</summary>
    public virtual void Trim() { }

    /// <summary>
    /// A tensor in this memory whose elements are undefined, as kernels need for what they compute in between; it goes with the
    /// <see cref="MemoryScope"/> it was made in.
    /// </summary>
    public Tensor Empty(Shape shape, DType dtype) => new(MemoryScope.Allocate(this, dtype, Required.NotNull(shape).Room), shape);

    /// <summary>A tensor in this memory with the given elements, row by row.</summary>
    /// <exception cref="ValueError">The number of elements does not fit the shape.</exception>
    public Tensor From<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        if (values.Length != shape.Length)
            throw new ValueError($"{values.Length} elements do not fill the shape {shape} ({shape.Length} elements).", nameof(values));
        var tensor = Empty(shape, DTypes.Of<T>());
        tensor.Storage.Write(MemoryMarshal.AsBytes(values));
        return tensor;
    }
}

/// <summary>
/// A block of elements, wherever an engine keeps them. It goes back to the engine at the end of the <see cref="MemoryScope"/> it was made
/// in. Nobody above the engine sees addresses: elements come and go as copies, row-major, in the bytes of <see cref="DType"/>.
/// </summary>
/// <remarks>
/// Elements change by <see cref="Write(ReadOnlySpan{byte}, long)"/>, <see cref="CopyFrom"/>, and by being a kernel's output. An engine
/// whose arrays cannot be changed keeps the handle of one here, and replaces it.
/// </remarks>
public abstract class Storage(DType dtype, long length) : IDisposable
{
    /// <summary>Type of the elements.</summary>
    public DType DType { get; } = dtype;

    /// <summary>Number of elements.</summary>
    public long Length { get; } = length;

    /// <summary>Who else needs the numbers, where the block is a variable's.</summary>
    internal Readers? Readers { get; set; }

    /// <summary>The scope with which it goes; null for none: then the garbage collector finds it.</summary>
    internal MemoryScope? Scope
    {
        get;
        set
        {
            field = value;
            if (value is null) LeaveToCollector();
        }
    }

    /// <summary>True once the block went back to the pool.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>Copies elements in, beginning at element <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They leave the block.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset = 0)
    {
        Check(bytes.Length, offset);
        WriteBytes(bytes, offset);
    }

    /// <summary>
    /// Has all elements written at once: in the block itself where that is memory of this process, else in a buffer that is copied once.
    /// </summary>
    /// <param name="fill">Writes every element of what it is given.</param>
    /// <typeparam name="T">A type as long as an element.</typeparam>
    /// <exception cref="ArgumentException">The type is longer or shorter.</exception>
    public void Write<T>(Action<Span<T>> fill) where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != DType.Size())
            throw new ArgumentException($"Elements of {DType.Name()} are no {typeof(T).Name}.", nameof(fill));
        WriteAll(fill);
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
        if (!TakesCopyOf(source) || source.DType != DType || source.Length != Length)
            throw new ArgumentException(
                $"A block of {Length} {DType.Name()} takes no copy of {source.Length} {source.DType.Name()}.", nameof(source));
        CopyAll(source);
    }

    /// <summary>The same of a block of any engine.</summary>
    internal void CopyElements(Storage source)
    {
        if (TakesCopyOf(source))
        {
            CopyFrom(source);
            return;
        }
        var bytes = new byte[Length * DType.Size()];
        source.Read(bytes);
        Write(bytes);
    }

    /// <summary>Gives the block back.</summary>
    public void Dispose()
    {
        if (IsReleased) return;
        IsReleased = true;
        ReturnToPool();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Called where the block is in no scope (any more), that is not disposed of, most likely. Nothing, where an engine's blocks are found
    /// by the garbage collector anyway.
    /// </summary>
    protected internal virtual void LeaveToCollector() { }

    /// <summary><see cref="Write(ReadOnlySpan{byte}, long)"/> within the block.</summary>
    protected abstract void WriteBytes(ReadOnlySpan<byte> bytes, long offset);

    /// <summary><see cref="Write{T}(Action{Span{T}})"/>, by a buffer.</summary>
    protected virtual void WriteAll<T>(Action<Span<T>> fill) where T : unmanaged
    {
        var buffer = ArrayPool<T>.Shared.Rent(checked((int)Length));
        var elements = buffer.AsSpan(0, (int)Length);
        fill(elements);
        WriteBytes(MemoryMarshal.AsBytes(elements), 0);
        ArrayPool<T>.Shared.Return(buffer);
    }

    /// <summary><see cref="Read"/> within the block.</summary>
    protected abstract void ReadBytes(Span<byte> bytes, long offset);

    /// <summary>Whether <see cref="CopyAll"/> knows such a block: one of this kind, unless an engine knows others.</summary>
    protected virtual bool TakesCopyOf(Storage source) => source.GetType() == GetType();

    /// <summary><see cref="CopyFrom"/> a block that it takes.</summary>
    protected abstract void CopyAll(Storage source);

    /// <summary>Hands the block to its pool, or its handle back. Called once; nothing, where the garbage collector does it.</summary>
    protected virtual void ReturnToPool() { }

    private void Check(int bytes, long offset)
    {
        if (offset < 0 || offset > Length || bytes > (Length - offset) * DType.Size())
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"{bytes} bytes from element {offset} on leave a block of {Length} {DType.Name()}.");
    }
}

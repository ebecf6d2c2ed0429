using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>A 64-byte aligned block of native memory, taken from and returned to a pool of blocks of equal capacity.</summary>
internal sealed unsafe class CpuStorage : Storage
{
    private const int Alignment = 64;

    // The blocks that are free, by size class: four to each power of two, so that at most a quarter of a block is unused.
    private static readonly Pool[] pools = [.. Enumerable.Range(0, 4 * 64).Select(_ => new Pool())];

    // Tensors that belong to no scope come back as garbage: it is looked for when so much is in use, or half more than is needed.
    private const long LeastLimit = 64L << 20;

    private static readonly Lock collecting = new();
    private static long blocksFromSystem;
    private static long bytesInUse;
    private static long limit = LeastLimit;

    private readonly nuint capacity;
    private readonly Pool pool;
    private nint address;
    private Found? found;

    public CpuStorage(DType dtype, long length) : base(dtype, length)
    {
        (capacity, pool) = Capacity(checked((nuint)length * (nuint)dtype.Size()));
        if (!pool.TryTake(out address))
        {
            if (BytesInUse + (long)capacity > Volatile.Read(ref limit)) CollectGarbage((long)capacity);
            if (!pool.TryTake(out address)) address = TakeFromSystem(capacity);
        }
        Interlocked.Add(ref bytesInUse, (long)capacity);
    }

    /// <summary>What tensors hold, those included that are garbage and not found yet.</summary>
    public static long BytesInUse => Interlocked.Read(ref bytesInUse);

    /// <summary>How often the pool had no block and the system gave one.</summary>
    public static long BlocksFromSystem => Interlocked.Read(ref blocksFromSystem);

    /// <summary>Where the elements begin.</summary>
    public void* Address => (void*)address;

    protected override void WriteBytes(ReadOnlySpan<byte> bytes, long offset)
    {
        bytes.CopyTo(Bytes(offset, bytes.Length));
        GC.KeepAlive(this);
    }

    protected override void WriteAll<T>(Action<Span<T>> fill)
    {
        fill(new((T*)Address, checked((int)Length)));
        GC.KeepAlive(this);
    }

    protected override void ReadBytes(Span<byte> bytes, long offset)
    {
        Bytes(offset, bytes.Length).CopyTo(bytes);
        GC.KeepAlive(this);
    }

    protected override void CopyAll(Storage source)
    {
        var bytes = Length * DType.Size();
        Buffer.MemoryCopy(((CpuStorage)source).Address, Address, bytes, bytes);
        GC.KeepAlive(source);
        GC.KeepAlive(this);
    }

    /// <summary>Frees every block that is not in use.</summary>
    public static void Trim()
    {
        foreach (var pool in pools)
            while (pool.TryTake(out var block)) NativeMemory.AlignedFree((void*)block);
    }

    /// <summary>A block of a scope goes with it and needs no finalizer, which would make each tensor of a step dearer.</summary>
    protected internal override void LeaveToCollector() => found ??= new(this);

    protected override void ReturnToPool()
    {
        var block = Interlocked.Exchange(ref address, 0);
        if (block == 0) return;
        found?.Dispose();
        pool.Add(block);
        Interlocked.Add(ref bytesInUse, -(long)capacity);
    }

    /// <summary>
    /// Brings tensors back that nobody can reach. The young ones first; all of them where that does not free a quarter, and then
    /// what is left tells when to look again: so the time it takes stays in proportion to the memory that is used.
    /// </summary>
    private static void CollectGarbage(long wanted)
    {
        if (!collecting.TryEnter()) return;
        try
        {
            Collect(generation: 1);
            if (BytesInUse + wanted <= limit / 4 * 3) return;
            Collect(generation: 2);
            Volatile.Write(ref limit, Math.Max(LeastLimit, (BytesInUse + wanted) / 2 * 3));
        }
        finally
        {
            collecting.Exit();
        }

        static void Collect(int generation)
        {
            GC.Collect(generation);
            GC.WaitForPendingFinalizers();
        }
    }

    // Asked only where it matters: a system that promises more than it has would end the process when the memory is first used.
    private static nint TakeFromSystem(nuint capacity)
    {
        if (capacity >> 30 != 0 && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes is > 0 and var available && capacity > (nuint)available)
            throw new InsufficientMemoryException(Invariant(
                $"OOM when allocating tensor of {capacity} bytes: this machine has {available}."));
        Interlocked.Increment(ref blocksFromSystem);
        return (nint)NativeMemory.AlignedAlloc(capacity, Alignment);
    }

    private static (nuint Capacity, Pool Pool) Capacity(nuint bytes)
    {
        if (bytes <= 4 * Alignment) return (4 * Alignment, pools[0]);
        var power = BitOperations.Log2(bytes - 1) + 1;
        var step = (nuint)1 << (power - 3);
        var steps = (bytes + step - 1) / step;
        return (steps * step, pools[4 * power + (int)(8 - steps)]);
    }

    private Span<byte> Bytes(long offset, int count) => new((byte*)Address + offset * DType.Size(), count);

    /// <summary>The finalizer of a block that belongs to no scope.</summary>
    private sealed class Found(CpuStorage storage) : IDisposable
    {
        ~Found() => storage.ReturnToPool();

        /// <summary>The block went back by itself.</summary>
        public void Dispose() => GC.SuppressFinalize(this);
    }

    /// <summary>Free blocks of one size.</summary>
    private sealed class Pool
    {
        private readonly Stack<nint> blocks = new();

        public void Add(nint block)
        {
            lock (blocks) blocks.Push(block);
        }

        public bool TryTake(out nint block)
        {
            lock (blocks) return blocks.TryPop(out block);
        }
    }
}

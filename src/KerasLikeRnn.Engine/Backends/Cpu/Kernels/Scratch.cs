using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Temporary memory of kernels: native, aligned to 64 bytes, contents undefined. Blocks come in powers of two and wait for
/// the next kernel when given back, so a training step allocates nothing after the first. Safe for several threads.
/// </summary>
internal static unsafe class Scratch
{
    private const int SmallestBlock = 256;
    private const nuint Alignment = 64;

    // What stands behind the numbers that were asked for, where tests watch that no kernel writes there.
    private const int GuardBytes = 64;
    private const byte Guard = 0xA5;

    // A free block holds the pointer to the next free block of its size in its first bytes.
    private static readonly nint[] FreeBlocks = new nint[64];
    private static readonly Lock Gate = new();

    /// <summary>Whether a block that was written behind its end throws when it is given back.</summary>
    public static bool IsGuarded { get; set; }

    /// <summary>At least <paramref name="count"/> numbers; give them back with Dispose.</summary>
    public static Block<T> Rent<T>(long count) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!IsGuarded) return Rent<T>(checked(count * sizeof(T)), -1);
        var block = Rent<T>(checked(count * sizeof(T)) + GuardBytes, count);
        block.Behind.Fill(Guard);
        return block;
    }

    private static Block<T> Rent<T>(long wanted, long guarded) where T : unmanaged
    {
        var bytes = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(wanted, SmallestBlock));
        var size = BitOperations.Log2(bytes);
        lock (Gate)
        {
            var free = (void*)FreeBlocks[size];
            if (free != null)
            {
                FreeBlocks[size] = *(nint*)free;
                return new Block<T>((T*)free, size, guarded);
            }
        }
        return new Block<T>((T*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment), size, guarded);
    }

    /// <summary>Returns all waiting blocks to the operating system.</summary>
    public static void Trim()
    {
        lock (Gate)
        {
            for (var size = 0; size < FreeBlocks.Length; size++)
            {
                while (FreeBlocks[size] != 0)
                {
                    var block = (void*)FreeBlocks[size];
                    FreeBlocks[size] = *(nint*)block;
                    NativeMemory.AlignedFree(block);
                }
            }
        }
    }

    private static void GiveBack(void* block, int size)
    {
        lock (Gate)
        {
            *(nint*)block = FreeBlocks[size];
            FreeBlocks[size] = (nint)block;
        }
    }

    /// <summary>A rented block.</summary>
    internal readonly ref struct Block<T> where T : unmanaged
    {
        private readonly int size;
        private readonly long guarded;

        internal Block(T* pointer, int size, long guarded)
        {
            Pointer = pointer;
            this.size = size;
            this.guarded = guarded;
        }

        public T* Pointer { get; }

        /// <summary>The bytes behind the numbers, where they are guarded.</summary>
        internal Span<byte> Behind => guarded < 0 ? [] : new(Pointer + guarded, GuardBytes);

        public void Dispose()
        {
            var isWhole = !Behind.ContainsAnyExcept(Guard);
            GiveBack(Pointer, size);
            if (!isWhole) throw new InvalidOperationException($"A kernel wrote behind its {guarded} temporary numbers.");
        }
    }
}

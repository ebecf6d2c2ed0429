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

    // A free block holds the pointer to the next free block of its size in its first bytes.
    private static readonly nint[] FreeBlocks = new nint[64];
    private static readonly Lock Gate = new();

    /// <summary>At least <paramref name="count"/> numbers; give them back with Dispose.</summary>
    public static Block<T> Rent<T>(long count) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var bytes = BitOperations.RoundUpToPowerOf2((ulong)Math.Max(checked(count * sizeof(T)), SmallestBlock));
        var size = BitOperations.Log2(bytes);
        lock (Gate)
        {
            var free = (void*)FreeBlocks[size];
            if (free != null)
            {
                FreeBlocks[size] = *(nint*)free;
                return new Block<T>((T*)free, size);
            }
        }
        return new Block<T>((T*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment), size);
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

        internal Block(T* pointer, int size)
        {
            Pointer = pointer;
            this.size = size;
        }

        public T* Pointer { get; }

        public void Dispose() => GiveBack(Pointer, size);
    }
}

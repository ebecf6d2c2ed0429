using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KerasLikeRnn.Engine;

/// <summary>
/// A place in a stream of Philox 4x32-10, TensorFlow's counter-based generator: from here on, output i is a function of
/// (seed, seed2, group, i) alone, so parts of a draw may be filled in any order and on any thread.
/// </summary>
/// <remarks>
/// J. Salmon, M. Moraes, R. Dror, D. Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011). The key is
/// <see cref="Seed"/>; the upper half of the counter is <see cref="Seed2"/>, its lower half counts groups of four outputs.
/// </remarks>
/// <param name="Seed">The first seed of the pair, usually the global one.</param>
/// <param name="Seed2">The second seed of the pair, the operation's.</param>
/// <param name="Group">The group of four outputs that the stream stands at.</param>
public readonly record struct Philox(ulong Seed, ulong Seed2, ulong Group = 0)
{
    /// <summary>Outputs per step of the counter.</summary>
    public const int GroupSize = 4;

    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint KeyStep0 = 0x9E3779B9;
    private const uint KeyStep1 = 0xBB67AE85;

    /// <summary>The same stream, so many groups of four outputs later.</summary>
    public Philox Skip(ulong groups) => this with { Group = Group + groups };

    /// <summary>Fills with outputs number <paramref name="first"/>, first + 1, ... of the stream.</summary>
    /// <param name="destination">Any length.</param>
    /// <param name="first">A multiple of four: where this part of the draw begins.</param>
    /// <exception cref="ValueError"><paramref name="first"/> is negative or no multiple of four.</exception>
    public void Fill(Span<uint> destination, long first = 0)
    {
        var start = At(first);
        var whole = destination[..(destination.Length / GroupSize * GroupSize)];
        var done = Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? start.Fill512(whole)
            : Avx2.IsSupported ? start.Fill256(whole)
            : 0;
        start.Skip((ulong)(done / GroupSize)).FillScalar(destination[done..]);
    }

    /// <summary>The stream from output <paramref name="first"/> on.</summary>
    /// <exception cref="ValueError"><paramref name="first"/> is negative or no multiple of four.</exception>
    public Philox At(long first)
    {
        if (first < 0 || first % GroupSize != 0)
            throw new ValueError(
                $"A part of a random draw begins at a multiple of {GroupSize}. Received: first={first}.", nameof(first));
        return Skip((ulong)first / GroupSize);
    }

    /// <summary>The referee of the vector paths, and the tail of every draw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillScalar(Span<uint> destination)
    {
        Span<uint> last = stackalloc uint[GroupSize];
        var group = Group;
        while (destination.Length >= GroupSize)
        {
            Write(destination, group++);
            destination = destination[GroupSize..];
        }
        if (destination.IsEmpty) return;
        Write(last, group);
        last[..destination.Length].CopyTo(destination);
    }

    // One counter per 64-bit lane: a lane multiplies its lower halves only, so whatever stands above them does no harm and
    // the lower word of a product needs no mask. The order of the counters in the lanes makes the final interleaving, which
    // works within 128 bits, write them in sequence.

    /// <summary>Fills multiples of 32 outputs, eight counters at a time; the count of outputs written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Fill512(Span<uint> destination)
    {
        ref var target = ref MemoryMarshal.GetReference(destination);
        var counters = Vector512.Create(Group) + Vector512.Create(0ul, 4, 1, 5, 2, 6, 3, 7);
        var words = Vector512.Create(uint.MaxValue).AsUInt64() >>> 32;
        var (m0, m1) = (Vector512.Create((ulong)Multiplier0).AsUInt32(), Vector512.Create((ulong)Multiplier1).AsUInt32());
        var done = 0;
        for (; done <= destination.Length - 32; done += 32, counters += Vector512.Create(8ul))
        {
            var (c0, c1) = (counters, counters >>> 32);
            var (c2, c3) = (Vector512.Create(Seed2), Vector512.Create(Seed2 >> 32));
            var (k0, k1) = ((uint)Seed, (uint)(Seed >> 32));
            for (var round = 0; round < Rounds; round++, k0 += KeyStep0, k1 += KeyStep1)
            {
                var p0 = Avx512F.Multiply(c0.AsUInt32(), m0);
                var p1 = Avx512F.Multiply(c2.AsUInt32(), m1);
                c0 = (p1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0);
                c2 = (p0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1);
                (c1, c3) = (p1, p0);
            }
            var first = (c0 & words) | (c1 << 32);
            var second = (c2 & words) | (c3 << 32);
            Avx512F.UnpackLow(first, second).AsUInt32().StoreUnsafe(ref target, (nuint)done);
            Avx512F.UnpackHigh(first, second).AsUInt32().StoreUnsafe(ref target, (nuint)done + 16);
        }
        return done;
    }

    /// <summary>Fills multiples of 16 outputs, four counters at a time; the count of outputs written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Fill256(Span<uint> destination)
    {
        ref var target = ref MemoryMarshal.GetReference(destination);
        var counters = Vector256.Create(Group) + Vector256.Create(0ul, 2, 1, 3);
        var words = Vector256.Create(uint.MaxValue).AsUInt64() >>> 32;
        var (m0, m1) = (Vector256.Create((ulong)Multiplier0).AsUInt32(), Vector256.Create((ulong)Multiplier1).AsUInt32());
        var done = 0;
        for (; done <= destination.Length - 16; done += 16, counters += Vector256.Create(4ul))
        {
            var (c0, c1) = (counters, counters >>> 32);
            var (c2, c3) = (Vector256.Create(Seed2), Vector256.Create(Seed2 >> 32));
            var (k0, k1) = ((uint)Seed, (uint)(Seed >> 32));
            for (var round = 0; round < Rounds; round++, k0 += KeyStep0, k1 += KeyStep1)
            {
                var p0 = Avx2.Multiply(c0.AsUInt32(), m0);
                var p1 = Avx2.Multiply(c2.AsUInt32(), m1);
                c0 = (p1 >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
                c2 = (p0 >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
                (c1, c3) = (p1, p0);
            }
            var first = (c0 & words) | (c1 << 32);
            var second = (c2 & words) | (c3 << 32);
            Avx2.UnpackLow(first, second).AsUInt32().StoreUnsafe(ref target, (nuint)done);
            Avx2.UnpackHigh(first, second).AsUInt32().StoreUnsafe(ref target, (nuint)done + 8);
        }
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(Span<uint> destination, ulong group)
    {
        var (c0, c1, c2, c3) = ((uint)group, (uint)(group >> 32), (uint)Seed2, (uint)(Seed2 >> 32));
        var (k0, k1) = ((uint)Seed, (uint)(Seed >> 32));
        for (var round = 0; round < Rounds; round++, k0 += KeyStep0, k1 += KeyStep1)
        {
            var p0 = (ulong)Multiplier0 * c0;
            var p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
        }
        destination[0] = c0;
        destination[1] = c1;
        destination[2] = c2;
        destination[3] = c3;
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace KerasLikeRnn.Engine;

/// <summary>Python's <c>random.Random</c>: the same seed gives the same numbers and orders. Safe to call from several threads.</summary>
public sealed class PythonRandom
{
    private readonly MersenneTwister twister = new();
    private readonly Lock gate = new();

    /// <summary>A generator seeded by the system.</summary>
    public PythonRandom() => Seed();

    /// <summary>A generator with a seed; its sign does not matter.</summary>
    public PythonRandom(BigInteger seed) => Seed(seed);

    /// <summary>The generator behind Python's module-level functions (<c>random.random()</c>, <c>random.shuffle(x)</c>).</summary>
    public static PythonRandom Shared { get; } = new();

    /// <summary>Starts over with a seed from the system: <c>random.seed()</c>.</summary>
    public void Seed()
    {
        Span<uint> key = stackalloc uint[624];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(key));
        lock (gate) twister.Seed(key);
    }

    /// <summary>Starts over: <c>random.seed(seed)</c>. The key of the generator is the 32-bit words of abs(seed), lowest first.</summary>
    public void Seed(BigInteger seed)
    {
        var magnitude = BigInteger.Abs(seed);
        var words = Math.Max(1, (magnitude.GetByteCount(isUnsigned: true) + 3) / 4);
        var key = new uint[words];
        for (var i = 0; i < words; i++) key[i] = (uint)((magnitude >> (32 * i)) & uint.MaxValue);
        lock (gate) twister.Seed(key);
    }

    /// <summary>A number of [0, 1): <c>random.random()</c>.</summary>
    public double Random()
    {
        lock (gate) return twister.NextDouble();
    }

    /// <summary>A whole number of <paramref name="bits"/> random bits, 0 to 64: <c>random.getrandbits(bits)</c>.</summary>
    public ulong GetRandBits(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 64);
        lock (gate) return Bits(bits);
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included: <c>random.randint</c>.</summary>
    public long RandInt(long low, long high)
    {
        if (low > high) throw new ValueError($"empty range for randint: low={low}, high={high}.", nameof(high));
        var width = (UInt128)((Int128)high - low) + 1;
        lock (gate) return (long)(low + (Int128)Below(width));
    }

    /// <summary>Puts the items into random order: <c>random.shuffle(items)</c>.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        lock (gate)
        {
            for (var i = items.Length - 1; i > 0; i--)
            {
                var j = (int)Below((uint)i + 1u);
                (items[i], items[j]) = (items[j], items[i]);
            }
        }
    }

    /// <summary>Notes where it stands, or goes back there.</summary>
    internal void Keep(StreamNumbers numbers)
    {
        lock (gate) twister.Keep(numbers);
    }

    // As many bits as n has, drawn again until they are below n.
    private UInt128 Below(UInt128 n)
    {
        var bits = 128 - (int)UInt128.LeadingZeroCount(n);
        UInt128 value;
        do value = bits <= 64 ? Bits(bits) : Bits(64) | ((UInt128)Bits(bits - 64) << 64);
        while (value >= n);
        return value;
    }

    // The first output gives the lowest 32 bits; a part of a word is its upper bits.
    private ulong Bits(int bits)
    {
        if (bits == 0) return 0;
        if (bits <= 32) return twister.NextUInt32() >> (32 - bits);
        var low = twister.NextUInt32();
        return low | ((ulong)(twister.NextUInt32() >> (64 - bits)) << 32);
    }
}

namespace KerasLikeRnn.Engine;

/// <summary>
/// NumPy's <c>numpy.random.RandomState</c>: the 32-bit Mersenne Twister with the scalar seeding rule, and the draws that
/// Keras's data sets make from it, bit for bit.
/// </summary>
/// <remarks>M. Matsumoto, T. Nishimura: Mersenne Twister, ACM TOMACS 8 (1998); seeding as in their 2002 revision.</remarks>
public sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Offset = 397;

    private readonly uint[] state = new uint[Size];
    private int next = Size;

    /// <summary>Starts the stream of <c>RandomState(seed)</c>.</summary>
    /// <param name="seed">0 to 2**32 - 1.</param>
    public NumpyRandom(uint seed)
    {
        state[0] = seed;
        for (var i = 1u; i < Size; i++)
            state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        if (next == Size) Twist();
        var y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680u;
        y ^= (y << 15) & 0xEFC60000u;
        return y ^ (y >> 18);
    }

    /// <summary>A number of [0, 1) with 53 random bits: <c>random_sample()</c>.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>A whole number of 0 to <paramref name="max"/>, both included; draws until the masked bits fit.</summary>
    public uint NextUpTo(uint max)
    {
        if (max == 0) return 0;
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(max);
        uint value;
        do value = NextUInt32() & mask;
        while (value > max);
        return value;
    }

    /// <summary>Puts the items into random order, as <c>shuffle</c> does with an array.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)NextUpTo((uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 to n - 1 in random order: <c>permutation(n)</c>.</summary>
    public int[] Permutation(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        Shuffle(order.AsSpan());
        return order;
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (state[i] & 0x80000000u) | (state[(i + 1) % Size] & 0x7FFFFFFFu);
            state[i] = state[(i + Offset) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DFu);
        }
        next = 0;
    }
}

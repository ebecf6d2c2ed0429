namespace KerasLikeRnn.Engine;

/// <summary>The 32-bit Mersenne Twister MT19937: the generator under Python's <c>random</c> and NumPy's <c>RandomState</c>.</summary>
/// <remarks>
/// M. Matsumoto, T. Nishimura: Mersenne Twister, ACM TOMACS 8 (1998); both seeding rules as in their revision of 2002.
/// </remarks>
public sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Offset = 397;

    private readonly uint[] state = new uint[Size];
    private int next = Size;

    /// <summary>Starts over from one number.</summary>
    public void Seed(uint seed)
    {
        state[0] = seed;
        for (var i = 1u; i < Size; i++)
            state[i] = 1812433253u * Mixed(i - 1) + i;
        next = Size;
    }

    /// <summary>Starts over from a key of any length (at least one word).</summary>
    public void Seed(ReadOnlySpan<uint> key)
    {
        if (key.IsEmpty) throw new ValueError("The key must have at least one word.", nameof(key));
        Seed(19650218u);
        var i = 1u;
        var j = 0;
        for (var k = Math.Max(Size, key.Length); k > 0; k--)
        {
            state[i] = (state[i] ^ (Mixed(i - 1) * 1664525u)) + key[j] + (uint)j;
            i = Advance(i);
            if (++j == key.Length) j = 0;
        }
        for (var k = Size - 1; k > 0; k--)
        {
            state[i] = (state[i] ^ (Mixed(i - 1) * 1566083941u)) - i;
            i = Advance(i);
        }
        state[0] = 0x80000000u;
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

    /// <summary>A number of [0, 1) with 53 random bits, from two outputs.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>Notes where it stands, or goes back there.</summary>
    /// <exception cref="InvalidDataException">What was noted is no such place.</exception>
    internal void Keep(StreamNumbers numbers)
    {
        for (var i = 0; i < Size; i++) state[i] = (uint)numbers.Keep((long)state[i]);
        next = (int)numbers.Keep((long)next);
        if (next is < 0 or > Size) throw new InvalidDataException($"a generator stands at {next} of {Size}");
    }

    private uint Mixed(uint i) => state[i] ^ (state[i] >> 30);

    private uint Advance(uint i)
    {
        if (i + 1 < Size) return i + 1;
        state[0] = state[Size - 1];
        return 1;
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

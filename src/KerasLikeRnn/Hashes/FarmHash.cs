using System.Buffers.Binary;
using System.Numerics;

namespace KerasLikeRnn.Hashes;

/// <summary>
/// FarmHash's 64-bit fingerprint (Google, 2014), which TensorFlow takes for the buckets of words. Texts of up to 16, 32 and 64
/// bytes have a formula each; longer ones are read in blocks of 64 bytes into a state of seven words.
/// </summary>
internal static class FarmHash
{
    private const ulong K0 = 0xc3a5c85c97cb3127, K1 = 0xb492b66fbe98f273, K2 = 0x9ae16a3b2f90404f;
    private const ulong Combination = 0xc6a4a7935bd1e995;

    /// <summary>Fingerprint of a text in UTF-8.</summary>
    public static ulong Fingerprint64(string text) => Fingerprint64(Encoding.UTF8.GetBytes(text));

    /// <summary>Fingerprint of bytes.</summary>
    public static ulong Fingerprint64(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => UpTo16(s),
        <= 32 => UpTo32(s),
        <= 64 => UpTo64(s),
        _ => Longer(s),
    };

    /// <summary>Two fingerprints made one, as TensorFlow's crossing of features does.</summary>
    public static ulong Combine(ulong first, ulong second)
    {
        var mixed = ((first ^ Combination) ^ (Fold(second * Combination) * Combination)) * Combination;
        return Fold(Fold(mixed) * Combination);
    }

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        var length = (ulong)s.Length;
        var factor = K2 + length * 2;
        if (s.Length >= 8)
        {
            ulong a = Word(s, 0) + K2, b = Word(s, s.Length - 8);
            var c = Rotate(b, 37) * factor + a;
            var d = (Rotate(a, 25) + b) * factor;
            return Join(c, d, factor);
        }
        if (s.Length >= 4) return Join(length + ((ulong)Half(s, 0) << 3), Half(s, s.Length - 4), factor);
        if (s.Length == 0) return K2;
        var y = s[0] + ((uint)s[s.Length >> 1] << 8);
        var z = (uint)s.Length + ((uint)s[^1] << 2);
        return Fold(y * K2 ^ z * K0) * K2;
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        var factor = K2 + (ulong)s.Length * 2;
        var a = Word(s, 0) * K1;
        var b = Word(s, 8);
        var c = Word(s, s.Length - 8) * factor;
        var d = Word(s, s.Length - 16) * K2;
        return Join(Rotate(a + b, 43) + Rotate(c, 30) + d, a + Rotate(b + K2, 18) + c, factor);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        var factor = K2 + (ulong)s.Length * 2;
        var a = Word(s, 0) * K2;
        var b = Word(s, 8);
        var c = Word(s, s.Length - 8) * factor;
        var d = Word(s, s.Length - 16) * K2;
        var y = Rotate(a + b, 43) + Rotate(c, 30) + d;
        var z = Join(y, a + Rotate(b + K2, 18) + c, factor);
        var e = Word(s, 16) * factor;
        var f = Word(s, 24);
        var g = (y + Word(s, s.Length - 32)) * factor;
        var h = (z + Word(s, s.Length - 24)) * factor;
        return Join(Rotate(e + f, 43) + Rotate(g, 30) + h, e + Rotate(f + a, 18) + g, factor);
    }

    private static ulong Longer(ReadOnlySpan<byte> s)
    {
        var seed = 81UL;
        var state = new State { X = seed * K2 + Word(s, 0), Y = seed * K1 + 113 };
        state.Z = Fold(state.Y * K2 + 113) * K2;
        var last = (s.Length - 1) / 64 * 64;
        for (var at = 0; at < last; at += 64) state.Take(s.Slice(at, 64), K1, 1);

        // The last block is the text's last 64 bytes, whichever of them were read before.
        var factor = K1 + ((state.Z & 0xff) << 1);
        state.W.Low += (ulong)((s.Length - 1) & 63);
        state.V.Low += state.W.Low;
        state.W.Low += state.V.Low;
        state.Take(s[^64..], factor, 9);
        return Join(
            Join(state.V.Low, state.W.Low, factor) + Fold(state.Y) * K0 + state.Z,
            Join(state.V.High, state.W.High, factor) + state.X, factor);
    }

    private static ulong Word(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static uint Half(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);

    private static ulong Rotate(ulong x, int right) => BitOperations.RotateRight(x, right);

    private static ulong Fold(ulong x) => x ^ (x >> 47);

    private static ulong Join(ulong u, ulong v, ulong factor)
    {
        var a = Fold((u ^ v) * factor);
        return Fold((v ^ a) * factor) * factor;
    }

    private record struct Pair(ulong Low, ulong High);

    private struct State
    {
        public ulong X, Y, Z;
        public Pair V, W;

        /// <summary>Reads a block of 64 bytes.</summary>
        public void Take(ReadOnlySpan<byte> block, ulong factor, ulong weight)
        {
            X = Rotate(X + Y + V.Low + Word(block, 8), 37) * factor;
            Y = Rotate(Y + V.High + Word(block, 48), 42) * factor;
            X ^= W.High * weight;
            Y += V.Low * weight + Word(block, 40);
            Z = Rotate(Z + W.Low, 33) * factor;
            V = Half(block[..32], V.High * factor, X + W.Low);
            W = Half(block[32..], Z + W.High, Y + Word(block, 16));
            (X, Z) = (Z, X);
        }

        /// <summary>Half a block and two words.</summary>
        private static Pair Half(ReadOnlySpan<byte> half, ulong a, ulong b)
        {
            a += Word(half, 0);
            var sum = a + Word(half, 8) + Word(half, 16);
            b = Rotate(b + a + Word(half, 24), 21) + Rotate(sum, 44);
            return new Pair(sum + Word(half, 24), b + a);
        }
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace KerasLikeRnn.Hashes;

/// <summary>SipHash-2-4 (Aumasson and Bernstein, 2012): a hash that depends on a key of two 64-bit numbers.</summary>
internal static class SipHash
{
    /// <summary>Hash of a text in UTF-8.</summary>
    public static ulong Hash(string text, ulong key0, ulong key1)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var state = new State(key0, key1);
        var whole = bytes.Length / 8 * 8;
        for (var at = 0; at < whole; at += 8) state.Take(BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
        state.Take(Last(bytes.AsSpan(whole), bytes.Length));
        return state.Finish();
    }

    /// <summary>The bytes that fill no word, and the text's length in the highest byte.</summary>
    private static ulong Last(ReadOnlySpan<byte> rest, int length)
    {
        var word = (ulong)length << 56;
        for (var i = 0; i < rest.Length; i++) word |= (ulong)rest[i] << (8 * i);
        return word;
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong a = key0 ^ 0x736f6d6570736575, b = key1 ^ 0x646f72616e646f6d, c = key0 ^ 0x6c7967656e657261,
            d = key1 ^ 0x7465646279746573;

        public void Take(ulong word)
        {
            d ^= word;
            Rounds(2);
            a ^= word;
        }

        public ulong Finish()
        {
            c ^= 0xff;
            Rounds(4);
            return a ^ b ^ c ^ d;
        }

        private void Rounds(int count)
        {
            for (; count > 0; count--)
            {
                (a, c) = (a + b, c + d);
                (b, d) = (BitOperations.RotateLeft(b, 13) ^ a, BitOperations.RotateLeft(d, 16) ^ c);
                (c, a) = (c + b, BitOperations.RotateLeft(a, 32) + d);
                (b, d) = (BitOperations.RotateLeft(b, 17) ^ c, BitOperations.RotateLeft(d, 21) ^ a);
                c = BitOperations.RotateLeft(c, 32);
            }
        }
    }
}

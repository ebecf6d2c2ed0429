using System.Buffers.Binary;
using System.Numerics;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Bob Jenkins's lookup3, the checksum of HDF5's structures.</summary>
internal static class Lookup3
{
    private const int BlockSize = 12;

    internal static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint b, c;
        var a = b = c = 0xdeadbeef + (uint)bytes.Length;
        if (bytes.IsEmpty) return c;
        while (bytes.Length > BlockSize)
        {
            Add(bytes, ref a, ref b, ref c);
            Mix(ref a, ref b, ref c);
            bytes = bytes[BlockSize..];
        }
        Span<byte> last = stackalloc byte[BlockSize];
        last.Clear();
        bytes.CopyTo(last);
        Add(last, ref a, ref b, ref c);
        return Final(a, b, c);
    }

    private static void Add(ReadOnlySpan<byte> block, ref uint a, ref uint b, ref uint c)
    {
        a += BinaryPrimitives.ReadUInt32LittleEndian(block);
        b += BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
    }

    private static void Mix(ref uint a, ref uint b, ref uint c)
    {
        Turn(ref a, c, 4);
        c += b;
        Turn(ref b, a, 6);
        a += c;
        Turn(ref c, b, 8);
        b += a;
        Turn(ref a, c, 16);
        c += b;
        Turn(ref b, a, 19);
        a += c;
        Turn(ref c, b, 4);
        b += a;

        static void Turn(ref uint x, uint y, int turn) => x = (x - y) ^ BitOperations.RotateLeft(y, turn);
    }

    private static uint Final(uint a, uint b, uint c)
    {
        Turn(ref c, b, 14);
        Turn(ref a, c, 11);
        Turn(ref b, a, 25);
        Turn(ref c, b, 16);
        Turn(ref a, c, 4);
        Turn(ref b, a, 14);
        Turn(ref c, b, 24);
        return c;

        static void Turn(ref uint x, uint y, int turn) => x = (x ^ y) - BitOperations.RotateLeft(y, turn);
    }
}

using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>The list of members at the end of a zip, which the platform's reader takes into memory whatever its size.</summary>
internal static class ZipDirectory
{
    // A member's entry takes some hundred bytes.
    private const long Longest = 1 << 20;
    private const int EndSize = 22;
    private const int LocatorSize = 20;

    /// <summary>Fails unless the list is there and has a plausible size.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or its list is too long.</exception>
    internal static void Check(Stream stream)
    {
        var tail = new byte[(int)Math.Min(stream.Length, ushort.MaxValue + EndSize)];
        var from = stream.Length - tail.Length;
        Read(stream, from, tail);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + LocatorSize > tail.Length) throw new InvalidDataException("it is not a zip, or cut off");
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var size = start == uint.MaxValue ? SizeOfLarge(stream, tail, end) : from + end - start;
        if (size is < 0 or > Longest) throw new InvalidDataException($"its list of members has {size} bytes; {Longest} are the most");
        stream.Position = 0;
    }

    /// <summary>Of a file beyond four gigabytes, which has a longer end.</summary>
    private static long SizeOfLarge(Stream stream, ReadOnlySpan<byte> tail, int end)
    {
        if (end < LocatorSize || !tail[(end - LocatorSize)..].StartsWith("PK\x06\x07"u8))
            throw new InvalidDataException("its end is damaged");
        var at = BinaryPrimitives.ReadInt64LittleEndian(tail[(end - LocatorSize + 8)..]);
        var record = new byte[56];
        if (at < 0 || at > stream.Length - record.Length) throw new InvalidDataException("its end is damaged");
        Read(stream, at, record);
        return at - BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
    }

    private static void Read(Stream stream, long position, byte[] target)
    {
        stream.Position = position;
        stream.ReadExactly(target);
    }
}

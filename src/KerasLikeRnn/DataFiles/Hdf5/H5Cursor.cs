using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Reads a structure of an HDF5 file from front to back. It never leaves it, and names it where it is damaged.</summary>
internal sealed class H5Cursor(H5Input input, ReadOnlyMemory<byte> bytes, string what, long address)
{
    /// <summary>An address that stands for none.</summary>
    internal const long Undefined = -1;

    /// <summary>Bytes that were read.</summary>
    internal int Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    internal int Remaining => bytes.Length - Position;

    internal byte Byte() => Next(1)[0];

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(2));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(4));

    /// <summary>An address within the file, or <see cref="Undefined"/>.</summary>
    internal long Offset()
    {
        var size = input.OffsetSize;
        var value = Number(size);
        return value == Undefined || size == 4 && value == uint.MaxValue ? Undefined : value;
    }

    /// <summary>A number of bytes or things; a negative one is more than any file has.</summary>
    internal long Length()
    {
        var value = Number(input.LengthSize);
        return value >= 0 ? value : throw Damaged("announces more than any file holds");
    }

    /// <summary>A number of so many bytes; one of eight may come out negative.</summary>
    internal long Number(int size)
    {
        var value = 0L;
        var part = Next(size);
        for (var i = Math.Min(size, sizeof(long)) - 1; i >= 0; i--) value = value << 8 | part[i];
        return value;
    }

    internal ReadOnlySpan<byte> Next(int count)
    {
        if (count < 0 || count > Remaining) throw Damaged("ends too early");
        Position += count;
        return bytes.Span.Slice(Position - count, count);
    }

    internal void Skip(int count) => Next(count);

    /// <summary>Goes on at the next multiple of eight bytes, counted from where the structure begins; no further than its end.</summary>
    internal void Align() => Position = Math.Min((Position + 7) & ~7, bytes.Length);

    /// <summary>The next bytes as a structure within this one.</summary>
    internal H5Cursor Part(long count, string? name = null)
    {
        var start = Position;
        Next((int)Math.Min(count, int.MaxValue));
        return new(input, bytes.Slice(start, Position - start), name ?? what, address + start);
    }

    /// <summary>The bytes from here to the end.</summary>
    internal ReadOnlyMemory<byte> Rest() => bytes[Position..];

    /// <summary>Text that a zero byte ends.</summary>
    internal string Text()
    {
        var rest = bytes.Span[Position..];
        var end = rest.IndexOf((byte)0);
        if (end < 0) throw Damaged("has a text without an end");
        Position += end + 1;
        input.Take(end, what);
        return Encoding.UTF8.GetString(rest[..end]);
    }

    /// <summary>The mark by which a structure is known.</summary>
    internal H5Cursor Expect(ReadOnlySpan<byte> signature)
    {
        if (!Next(signature.Length).SequenceEqual(signature)) throw Damaged($"does not begin with {Encoding.ASCII.GetString(signature)}");
        return this;
    }

    /// <summary>The version of a structure, which must be one of those that are known.</summary>
    internal int Version(int first, int last)
    {
        int version = Byte();
        return version >= first && version <= last ? version : throw Damaged(Invariant($"has the unknown version {version}"));
    }

    internal InvalidDataException Damaged(string how) => new(Invariant($"{what} at byte {address} {how}"));
}

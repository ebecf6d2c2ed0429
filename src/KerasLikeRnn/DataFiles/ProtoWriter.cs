using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>Writes a message in the wire format of protocol buffers. Fields that hold their default are left to the caller.</summary>
internal sealed class ProtoWriter
{
    private const int AsVarint = 0;
    private const int AsFixed64 = 1;
    private const int AsBytes = 2;
    private const int AsFixed32 = 5;

    private readonly MemoryStream bytes = new();

    /// <summary>The message so far.</summary>
    internal ReadOnlySpan<byte> Written => bytes.GetBuffer().AsSpan(0, (int)bytes.Length);

    /// <summary>A field of type int32, int64, bool or an enumeration.</summary>
    internal ProtoWriter Number(int field, long value)
    {
        Tag(field, AsVarint);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A field of type double.</summary>
    internal ProtoWriter Double(int field, double value)
    {
        Tag(field, AsFixed64);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        bytes.Write(eight);
        return this;
    }

    /// <summary>A field of type float.</summary>
    internal ProtoWriter Single(int field, float value)
    {
        Tag(field, AsFixed32);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        bytes.Write(four);
        return this;
    }

    /// <summary>A field of type bytes.</summary>
    internal ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, AsBytes);
        Varint((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    /// <summary>A field of type string.</summary>
    internal ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field that is a message of its own.</summary>
    internal ProtoWriter Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        return Bytes(field, inner.Written);
    }

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
        bytes.WriteByte((byte)value);
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>Writes a message in the wire format of protocol buffers. Fields that hold their default are left to the caller.</summary>
internal sealed class ProtoWriter
{
    private const int AsVarint = 0;
    private const int AsFixed64 = 1;
    private const int AsBytes = 2;
    private const int AsFixed32 = 5;

    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>The message so far.</summary>
    internal ReadOnlySpan<byte> Written => bytes.WrittenSpan;

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
        Head(field, value.Length);
        bytes.Write(value);
        return this;
    }

    /// <summary>The beginning of a field of type bytes, or of a message, whose content is written elsewhere.</summary>
    internal ProtoWriter Head(int field, long length)
    {
        Tag(field, AsBytes);
        Varint((ulong)length);
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

    /// <summary>A field that is a message of its own.</summary>
    internal ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.Written);

    /// <summary>A list of type float, packed; nothing for an empty one.</summary>
    internal ProtoWriter Singles(int field, IReadOnlyList<float> values)
    {
        var packed = new byte[values.Count * sizeof(float)];
        for (var i = 0; i < values.Count; i++) BinaryPrimitives.WriteSingleLittleEndian(packed.AsSpan(i * sizeof(float)), values[i]);
        return values.Count == 0 ? this : Bytes(field, packed);
    }

    /// <summary>A list of type int64, packed; nothing for an empty one.</summary>
    internal ProtoWriter Numbers(int field, IReadOnlyList<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values) packed.Varint((ulong)value);
        return values.Count == 0 ? this : Message(field, packed);
    }

    /// <summary>A field of type fixed32.</summary>
    internal ProtoWriter Fixed32(int field, uint value)
    {
        Tag(field, AsFixed32);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(four, value);
        return Raw(four);
    }

    /// <summary>A number of seven bits a byte that is no field.</summary>
    internal ProtoWriter Raw(ulong value)
    {
        Varint(value);
        return this;
    }

    /// <summary>Bytes that are no field.</summary>
    internal ProtoWriter Raw(ReadOnlySpan<byte> value)
    {
        bytes.Write(value);
        return this;
    }

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Write([(byte)(value | 0x80)]);
        bytes.Write([(byte)value]);
    }
}

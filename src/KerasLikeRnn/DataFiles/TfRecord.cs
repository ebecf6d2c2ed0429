using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// The frame of a record in TensorFlow's record files: its length, the length's checksum, the bytes, their checksum. Checksums are
/// CRC-32C, turned by 15 bits and added to a constant.
/// </summary>
internal static class TfRecord
{
    /// <summary>Bytes before a record: its length and the checksum of that.</summary>
    internal const int HeadLength = 12;

    /// <summary>The record with its frame.</summary>
    internal static byte[] Framed(ReadOnlySpan<byte> record)
    {
        var framed = new byte[HeadLength + record.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(framed, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(8), Checksum(framed.AsSpan(0, 8)));
        record.CopyTo(framed.AsSpan(HeadLength));
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(HeadLength + record.Length), Checksum(record));
        return framed;
    }

    /// <summary>The checksum as it stands in a file.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.MaskedOf(bytes);
}

using System.Buffers.Binary;
using System.Numerics;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// The frame of a record in TensorFlow's record files: its length, the length's checksum, the bytes, their checksum. Checksums are
/// CRC-32C, turned by 15 bits and added to a constant.
/// </summary>
internal static class TfRecord
{
    private const uint MaskAddend = 0xA282EAD8;

    /// <summary>The record with its frame.</summary>
    internal static byte[] Framed(ReadOnlySpan<byte> record)
    {
        var framed = new byte[record.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(framed, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(8), MaskedCrc(framed.AsSpan(0, 8)));
        record.CopyTo(framed.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(12 + record.Length), MaskedCrc(record));
        return framed;
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Crc(bytes), 15) + MaskAddend;

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}

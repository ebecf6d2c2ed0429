using System.Buffers.Binary;
using System.Numerics;

namespace KerasLikeRnn.DataFiles;

/// <summary>The checksum of TensorFlow's files, CRC-32C, over bytes that come piece by piece.</summary>
internal struct Crc32C()
{
    private const uint MaskAddend = 0xA282EAD8;

    private uint crc = uint.MaxValue;

    /// <summary>The checksum as it stands in a file: turned by 15 bits and added to a constant.</summary>
    public readonly uint Masked => BitOperations.RotateRight(~crc, 15) + MaskAddend;

    /// <summary>The checksum of all bytes, as it stands in a file.</summary>
    public static uint MaskedOf(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32C();
        crc.Append(bytes);
        return crc.Masked;
    }

    /// <summary>Takes more bytes in.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var sum = crc;
        for (; bytes.Length >= 8; bytes = bytes[8..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes) sum = BitOperations.Crc32C(sum, value);
        crc = sum;
    }
}

using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>
/// The checksum of zip members (ISO 3309, polynomial 0xEDB88320), eight bytes at a time. The platform's zip reader does not
/// compare it, so a damaged member would go unnoticed without it.
/// </summary>
internal struct Crc32
{
    private static readonly uint[][] Tables = MakeTables();

    private uint remainder;

    /// <summary>The checksum of all bytes appended so far.</summary>
    internal readonly uint Value => remainder;

    /// <summary>The checksum of these bytes.</summary>
    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = new Crc32();
        checksum.Append(bytes);
        return checksum.Value;
    }

    // Runs over millions of numbers in the first call: too soon for the runtime to have compiled it well by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~remainder;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Tables[7][low & 255] ^ Tables[6][(low >> 8) & 255] ^ Tables[5][(low >> 16) & 255] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 255] ^ Tables[2][(high >> 8) & 255] ^ Tables[1][(high >> 16) & 255] ^ Tables[0][high >> 24];
        }
        foreach (var value in bytes) crc = Tables[0][(crc ^ value) & 255] ^ (crc >> 8);
        remainder = ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var t = 0; t < 8; t++)
        {
            tables[t] = new uint[256];
            for (var i = 0u; i < 256; i++)
                tables[t][i] = t == 0 ? EightSteps(i) : tables[0][tables[t - 1][i] & 255] ^ (tables[t - 1][i] >> 8);
        }
        return tables;
    }

    private static uint EightSteps(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);
        return value;
    }
}

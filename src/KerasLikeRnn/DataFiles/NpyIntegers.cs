using System.Runtime.InteropServices;

namespace KerasLikeRnn.DataFiles;

/// <summary>The whole numbers of a NumPy array from their raw bytes.</summary>
internal static class NpyIntegers
{
    /// <summary>Bytes per element of a type such as <c>&lt;i8</c>.</summary>
    /// <exception cref="InvalidDataException">The type is not bool, int8 to int64 or uint8 to uint32.</exception>
    internal static int SizeOf(string description) => description switch
    {
        "|b1" or "|i1" or "|u1" or "<b1" or "<i1" or "<u1" => 1,
        "<i2" or "<u2" or ">i2" or ">u2" => 2,
        "<i4" or "<u4" or ">i4" or ">u4" => 4,
        "<i8" or ">i8" => 8,
        _ =>
            throw new InvalidDataException(
                $"its elements are '{DamagedFile.Shown(description)}' instead of whole numbers of up to 64 bits with a sign"),
    };

    /// <summary>The numbers with 64 bits each.</summary>
    /// <exception cref="InvalidDataException">The type is not one of whole numbers, or the bytes do not fit it.</exception>
    internal static long[] Decode(string description, byte[] bytes)
    {
        var size = SizeOf(description);
        if (bytes.Length % size != 0) throw new InvalidDataException($"{bytes.Length} bytes are not elements of {size} bytes");
        if (description[0] == '>') ReverseElements(bytes = [.. bytes], size);
        return description[1..] switch
        {
            "b1" => Widened<byte>(bytes, flag => flag == 0 ? 0 : 1),
            "i1" => Widened<sbyte>(bytes, number => number),
            "u1" => Widened<byte>(bytes, number => number),
            "i2" => Widened<short>(bytes, number => number),
            "u2" => Widened<ushort>(bytes, number => number),
            "i4" => Widened<int>(bytes, number => number),
            "u4" => Widened<uint>(bytes, number => number),
            _ => MemoryMarshal.Cast<byte, long>(bytes).ToArray(),
        };
    }

    private static long[] Widened<T>(byte[] bytes, Converter<T, long> widen) where T : struct
        => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), widen);

    private static void ReverseElements(byte[] bytes, int size)
    {
        for (var i = 0; i < bytes.Length; i += size) bytes.AsSpan(i, size).Reverse();
    }
}

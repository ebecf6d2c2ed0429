using System.Runtime.InteropServices;

namespace KerasLikeRnn.Utils;

/// <summary>The numbers of a NumPy array from their raw bytes.</summary>
internal static class NpyElements
{
    /// <summary>Bytes per element of a description such as <c>&lt;i8</c>, or null when it is not supported.</summary>
    internal static int? SizeOf(string description) => description switch
    {
        "|b1" or "|i1" or "|u1" or "<b1" or "<i1" or "<u1" => 1,
        "<i2" or "<u2" or ">i2" or ">u2" => 2,
        "<i4" or "<u4" or "<f4" or ">i4" or ">u4" or ">f4" => 4,
        "<i8" or "<u8" or "<f8" or ">i8" or ">u8" or ">f8" => 8,
        _ => null,
    };

    /// <summary>An array of the element type that <paramref name="description"/> names.</summary>
    /// <exception cref="InvalidDataException">The type is not supported, or the bytes do not fit it.</exception>
    internal static Array Decode(string description, byte[] bytes)
    {
        if (SizeOf(description) is not { } size)
            throw new InvalidDataException($"arrays of dtype '{description}' are not supported; whole numbers, floats and bool are");
        if (bytes.Length % size != 0) throw new InvalidDataException($"{bytes.Length} bytes are not elements of {size} bytes");
        if (description[0] == '>') ReverseElements(bytes, size);
        return description[1..] switch
        {
            "b1" => Array.ConvertAll(bytes, value => value != 0),
            "i1" => Copy<sbyte>(bytes),
            "u1" => bytes,
            "i2" => Copy<short>(bytes),
            "u2" => Copy<ushort>(bytes),
            "i4" => Copy<int>(bytes),
            "u4" => Copy<uint>(bytes),
            "f4" => Copy<float>(bytes),
            "i8" => Copy<long>(bytes),
            "u8" => Copy<ulong>(bytes),
            _ => Copy<double>(bytes),
        };
    }

    private static T[] Copy<T>(byte[] bytes) where T : struct => MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    private static void ReverseElements(byte[] bytes, int size)
    {
        for (var i = 0; i < bytes.Length; i += size) bytes.AsSpan(i, size).Reverse();
    }
}

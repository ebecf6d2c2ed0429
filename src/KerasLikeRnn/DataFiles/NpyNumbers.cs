namespace KerasLikeRnn.DataFiles;

/// <summary>Arrays of numbers in NumPy's format.</summary>
internal static class NpyNumbers
{
    private static readonly (string Code, NPTypeCode Type, int Size)[] Types =
    [
        ("b1", NPTypeCode.Boolean, 1), ("i1", NPTypeCode.SByte, 1), ("u1", NPTypeCode.Byte, 1), ("i2", NPTypeCode.Int16, 2),
        ("u2", NPTypeCode.UInt16, 2), ("i4", NPTypeCode.Int32, 4), ("u4", NPTypeCode.UInt32, 4), ("i8", NPTypeCode.Int64, 8),
        ("u8", NPTypeCode.UInt64, 8), ("f2", NPTypeCode.Half, 2), ("f4", NPTypeCode.Single, 4), ("f8", NPTypeCode.Double, 8),
    ];

    /// <summary>Bytes of an array.</summary>
    /// <exception cref="InvalidDataException">Its elements are no numbers.</exception>
    // A number of elements beyond all bounds is refused as a number of bytes, before it overflows.
    internal static long ByteCount(NpyHeader header) =>
        header.Count > int.MaxValue ? header.Count : header.Count * TypeOf(header.Description).Size;

    /// <summary>The array.</summary>
    internal static NDArray Decode(NpyHeader header, byte[] bytes)
    {
        var (_, type, size) = TypeOf(header.Description);
        if (header.Description[0] == '>') ReverseElements(bytes, size);
        if (header.Fortran && header.Shape.Length > 1) bytes = RowsFirst(bytes, size, header.Shape);
        var array = new NDArray(type, new NumSharp.Shape(header.Shape), false);
        bytes.CopyTo(Elements(array, bytes.Length));
        return array;
    }

    private static unsafe Span<byte> Elements(NDArray array, int bytes) => new(array.Unsafe.Address, bytes);

    private static (string Code, NPTypeCode Type, int Size) TypeOf(string description) =>
        Array.Find(Types, type => description is ['<' or '>' or '|' or '=', .. var code] && type.Code == code) is { Code: not null } found
            ? found
            : throw new InvalidDataException($"its elements are '{DamagedFile.Shown(description)}' instead of numbers");

    private static void ReverseElements(byte[] bytes, int size)
    {
        for (var i = 0; i < bytes.Length; i += size) bytes.AsSpan(i, size).Reverse();
    }

    /// <summary>The elements of an array that has its first axis innermost, with the last axis innermost.</summary>
    private static byte[] RowsFirst(byte[] bytes, int size, long[] shape)
    {
        var turned = new byte[bytes.Length];
        var index = new long[shape.Length];
        for (var i = 0; i < bytes.Length / size; i++)
        {
            long from = 0;
            for (var axis = shape.Length - 1; axis >= 0; axis--) from = from * shape[axis] + index[axis];
            bytes.AsSpan((int)from * size, size).CopyTo(turned.AsSpan(i * size));
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) index[axis] = 0;
        }
        return turned;
    }
}

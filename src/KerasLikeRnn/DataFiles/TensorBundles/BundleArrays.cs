namespace KerasLikeRnn.DataFiles;

/// <summary>NumPy's arrays of numbers in bundles: of all element types, those too that tensors do not have.</summary>
internal static class BundleArrays
{
    private static readonly (NPTypeCode Type, string Name, int Size)[] types =
    [
        (NPTypeCode.Boolean, "bool", 1), (NPTypeCode.SByte, "int8", 1), (NPTypeCode.Byte, "uint8", 1), (NPTypeCode.Int16, "int16", 2),
        (NPTypeCode.UInt16, "uint16", 2), (NPTypeCode.Int32, "int32", 4), (NPTypeCode.UInt32, "uint32", 4), (NPTypeCode.Int64, "int64", 8),
        (NPTypeCode.UInt64, "uint64", 8), (NPTypeCode.Half, "float16", 2), (NPTypeCode.Single, "float32", 4),
        (NPTypeCode.Double, "float64", 8),
    ];

    /// <summary>Adds an array, which is written piece by piece.</summary>
    /// <exception cref="NotSupportedException">Its elements are no numbers.</exception>
    public static void Add(this TensorBundleWriter bundle, string key, NDArray array)
    {
        var (_, name, size) = Array.Find(types, type => type.Type == array.typecode);
        if (name is null) throw new NotSupportedException($"An array of dtype {array.dtype.name} cannot be written to a checkpoint.");
        array = Arrays.Contiguous(array);
        var length = array.size * size;
        bundle.Add(key, BundleType.Named(name), array.shape, length, (bytes, at) => Elements(array, at, bytes.Length).CopyTo(bytes));
    }

    /// <summary>Reads an array.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or holds no numbers.</exception>
    public static NDArray ReadArray(this TensorBundle bundle, BundleEntry entry)
    {
        var (type, name, size) = Array.Find(types, type => type.Name == entry.Type.Name);
        if (name is null || entry.Length / size != entry.Count || entry.Length % size != 0)
            throw new InvalidDataException(
                $"The tensor {DamagedFile.Shown(entry.Key)} is damaged: {entry.Length} bytes of {entry.Type.Name} are no array of shape "
                + $"[{string.Join(", ", entry.Sizes)}].");
        // What the file does not have is not allocated.
        bundle.Read(entry);
        var array = new NDArray(type, new NumSharp.Shape(entry.Sizes), false);
        bundle.Read(entry, (bytes, at) => bytes.CopyTo(Elements(array, at, bytes.Length)));
        return array;
    }

    private static unsafe Span<byte> Elements(NDArray array, long at, int count)
    {
        var elements = new Span<byte>((byte*)array.Unsafe.Address + at, count);
        GC.KeepAlive(array);
        return elements;
    }
}

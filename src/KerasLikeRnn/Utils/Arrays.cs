using KerasLikeRnn.Engine;
using NumSharp;

namespace KerasLikeRnn.Utils;

/// <summary>Between NumSharp's arrays and the engine's tensors.</summary>
public static class Arrays
{
    /// <summary>The tensor's numbers as an array of the same type and shape.</summary>
    /// <exception cref="NotSupportedException">The elements are strings.</exception>
    public static NDArray FromTensor(Tensor tensor) => tensor.DType == DType.String
        ? throw new NotSupportedException("NumSharp has no arrays of strings. Call the layer on a tensor and take its Strings().")
        : new NDArray(tensor.ToArray(), new NumSharp.Shape(tensor.Shape.Dims.ToArray().Select(size => (long)size).ToArray()), 'C');

    /// <summary>An array as a tensor of the nearest type: small integers become int32, unsigned and long ones int64.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    public static Tensor ToTensor(NDArray array)
    {
        var shape = (Shape)Required.NotNull(array).shape;
        var dense = Contiguous(array);
        return array.typecode switch
        {
            NPTypeCode.Single => Copied<float>(dense, shape),
            NPTypeCode.Double => Copied<double>(dense, shape),
            NPTypeCode.Int32 => Copied<int>(dense, shape),
            NPTypeCode.Int64 => Copied<long>(dense, shape),
            NPTypeCode.Boolean => Copied<bool>(dense, shape),
            NPTypeCode.Byte or NPTypeCode.SByte or NPTypeCode.Int16 or NPTypeCode.UInt16 => ToTensor(dense.astype(NPTypeCode.Int32)),
            NPTypeCode.UInt32 or NPTypeCode.UInt64 => ToTensor(dense.astype(NPTypeCode.Int64)),
            NPTypeCode.Half => ToTensor(dense.astype(NPTypeCode.Single)),
            _ => throw Unsupported(array),
        };
    }

    /// <summary>A C# array of numbers or strings, or a rectangular array of such arrays, as a tensor.</summary>
    /// <exception cref="ArgumentException">The inner arrays differ in length.</exception>
    internal static Tensor ToTensor(Array array) => StringArray.TryFrom(Required.NotNull(array))?.ToTensor() ?? ToTensor(FromArray(array));

    /// <summary>Type of the tensors made of an array: floats in the type of <c>floatx</c>.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    internal static DType TensorType(NDArray array) => array.typecode switch
    {
        NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half => BackendConfig.Floating,
        NPTypeCode.Boolean => DType.Bool,
        NPTypeCode.Int32 or NPTypeCode.Byte or NPTypeCode.SByte or NPTypeCode.Int16 or NPTypeCode.UInt16 => DType.Int32,
        NPTypeCode.Int64 or NPTypeCode.UInt32 or NPTypeCode.UInt64 => DType.Int64,
        _ => throw Unsupported(array),
    };

    /// <summary>Rows of a contiguous array, counted from the first one, one after another, as a tensor of a type.</summary>
    internal static Tensor Rows(NDArray array, int first, ReadOnlySpan<int> rows, DType dtype) => array.typecode switch
    {
        NPTypeCode.Single => Rows<float>(array, first, rows, dtype),
        NPTypeCode.Double => Rows<double>(array, first, rows, dtype),
        NPTypeCode.Int32 => Rows<int>(array, first, rows, dtype),
        NPTypeCode.Int64 => Rows<long>(array, first, rows, dtype),
        NPTypeCode.Boolean => Rows<bool>(array, first, rows, dtype),
        NPTypeCode.Byte or NPTypeCode.SByte or NPTypeCode.Int16 or NPTypeCode.UInt16 => Rows(array.astype(NPTypeCode.Int32), first, rows, dtype),
        NPTypeCode.UInt32 or NPTypeCode.UInt64 => Rows(array.astype(NPTypeCode.Int64), first, rows, dtype),
        NPTypeCode.Half => Rows(array.astype(NPTypeCode.Single), first, rows, dtype),
        _ => throw Unsupported(array),
    };

    /// <summary>A C# array, or a rectangular array of arrays, as a NumSharp array.</summary>
    /// <exception cref="ArgumentException">The inner arrays differ in length.</exception>
    internal static NDArray FromArray(Array array)
    {
        if (array.GetType().GetElementType() is not { IsArray: true }) return np.array(array);
        var inner = array.Cast<Array?>().Select(part => FromArray(part ?? throw Ragged(array))).ToArray();
        if (inner.Length == 0) return np.zeros(new NumSharp.Shape(0, 0));
        if (inner.Any(part => !part.shape.AsSpan().SequenceEqual(inner[0].shape))) throw Ragged(array);
        return np.stack(inner);
    }

    /// <summary>The error of an array whose parts differ in size.</summary>
    internal static ArgumentException Ragged(Array array) => new(
        $"Failed to find data adapter that can handle input: {array.GetType().Name} whose inner arrays differ in length. Make them equally long, for example with pad_sequences.", nameof(array));

    private static NotSupportedException Unsupported(NDArray array) => new(
        $"An array of dtype {array.dtype.Name} holds no numbers that a tensor can hold. Use float32, float64, int32, int64 or bool.");

    private static Tensor Copied<T>(NDArray array, Shape shape) where T : unmanaged
    {
        var tensor = Tensor.From<T>(Elements<T>(array), shape);
        GC.KeepAlive(array);
        return tensor;
    }

    private static Tensor Rows<T>(NDArray array, int first, ReadOnlySpan<int> rows, DType dtype) where T : unmanaged
    {
        var shape = (Shape)array.shape;
        var width = checked((int)(shape.Dims[0] == 0 ? 0 : array.size / shape.Dims[0]));
        var elements = Elements<T>(array);
        var result = Tensor.Empty(shape.With(0, rows.Length), DTypes.Of<T>());
        for (var i = 0; i < rows.Length; i++)
            result.Storage.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(elements.Slice((first + rows[i]) * width, width)), (long)i * width);
        GC.KeepAlive(array);
        return Ops.Cast(result, dtype);
    }

    /// <summary>The array itself where its elements lie one after another in memory of their own, else a copy.</summary>
    internal static NDArray Contiguous(NDArray array) =>
        array.Shape.IsContiguous && !array.Shape.IsSliced && !array.Shape.IsBroadcasted ? array : array.copy();

    /// <summary>The elements of a contiguous array, in place: they are there as long as the array is kept alive.</summary>
    internal static unsafe ReadOnlySpan<T> Elements<T>(NDArray array) where T : unmanaged =>
        array.size == 0 ? [] : new(array.Unsafe.Address, checked((int)array.size));
}

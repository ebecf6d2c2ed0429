using System.Numerics;
using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace KerasLikeRnn.Utils;

/// <summary>Between NumSharp's arrays and the engine's tensors.</summary>
public static class Arrays
{
    private const int ConvertedAtOnce = 1024;

    /// <summary>The tensor's numbers as an array of the same type and shape.</summary>
    /// <exception cref="NotSupportedException">The elements are strings.</exception>
    public static NDArray FromTensor(Tensor tensor) => tensor.DType == DType.String
        ? throw new NotSupportedException("NumSharp has no arrays of strings. Call the layer on a tensor and take its Strings().")
        : new NDArray(tensor.ToArray(), new NumSharp.Shape(tensor.Shape.Dims.ToArray().Select(size => (long)size).ToArray()), 'C');

    /// <summary>An array as a tensor of the nearest type: small integers become int32, unsigned and long ones int64.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    public static Tensor ToTensor(NDArray array)
    {
        var (dtype, copy) = Kind(Required.NotNull(array));
        var tensor = Tensor.Empty(array.shape, dtype);
        copy(Contiguous(array), 0, checked((int)array.size), tensor.Storage, 0);
        return tensor;
    }

    /// <summary>A C# array of numbers or strings, or a rectangular array of such arrays, as a tensor.</summary>
    /// <exception cref="ValueError">The inner arrays differ in length.</exception>
    internal static Tensor ToTensor(Array array) => StringArray.TryFrom(Required.NotNull(array))?.ToTensor() ?? ToTensor(FromArray(array));

    /// <summary>Type of the tensors made of an array: floats in the type of <c>floatx</c>.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    internal static DType TensorType(NDArray array) => Kind(array).DType is var dtype && dtype.IsFloating() ? BackendConfig.Floating : dtype;

    /// <summary>Rows of a contiguous array, counted from the first one, one after another, as a tensor of a type.</summary>
    internal static Tensor Rows(NDArray array, int first, ReadOnlySpan<int> rows, DType dtype)
    {
        var shape = (Shape)array.shape;
        var width = checked((int)(shape.Dims[0] == 0 ? 0 : array.size / shape.Dims[0]));
        var (own, copy) = Kind(array);
        var result = Tensor.Empty(shape.With(0, rows.Length), own);
        for (var i = 0; i < rows.Length; i++) copy(array, (long)(first + rows[i]) * width, width, result.Storage, (long)i * width);
        return Ops.Cast(result, dtype);
    }

    /// <summary>A C# array, or a rectangular array of arrays, as a NumSharp array.</summary>
    /// <exception cref="ValueError">The inner arrays differ in length.</exception>
    internal static NDArray FromArray(Array array)
    {
        if (array.GetType().GetElementType() is not { IsArray: true }) return np.array(array);
        var inner = array.Cast<Array?>().Select(part => FromArray(part ?? throw Ragged(array))).ToArray();
        if (inner.Length == 0) return np.zeros(new NumSharp.Shape(0, 0));
        if (inner.Any(part => !part.shape.AsSpan().SequenceEqual(inner[0].shape))) throw Ragged(array);
        return np.stack(inner);
    }

    /// <summary>The error of an array whose parts differ in size.</summary>
    internal static ValueError Ragged(Array array) => new(
        $"Failed to find data adapter that can handle input: {array.GetType().Name} whose inner arrays differ in length. Make them equally long, for example with pad_sequences.", nameof(array));

    private static NotSupportedException Unsupported(NDArray array) => new(
        $"An array of dtype {array.dtype.name} holds no numbers that a tensor can hold. Use float32, float64, int32, int64 or bool.");

    private delegate void Copy(NDArray array, long first, int count, Storage target, long offset);

    /// <summary>The type of an array's tensors, and what copies its elements there.</summary>
    private static (DType DType, Copy Copy) Kind(NDArray array) => array.typecode switch
    {
        NPTypeCode.Single => (DType.Float32, Converted<float, float>),
        NPTypeCode.Half => (DType.Float32, Converted<Half, float>),
        NPTypeCode.Double => (DType.Float64, Converted<double, double>),
        NPTypeCode.Int32 => (DType.Int32, Converted<int, int>),
        NPTypeCode.Byte => (DType.Int32, Converted<byte, int>),
        NPTypeCode.SByte => (DType.Int32, Converted<sbyte, int>),
        NPTypeCode.Int16 => (DType.Int32, Converted<short, int>),
        NPTypeCode.UInt16 => (DType.Int32, Converted<ushort, int>),
        NPTypeCode.Int64 => (DType.Int64, Converted<long, long>),
        NPTypeCode.UInt32 => (DType.Int64, Converted<uint, long>),
        NPTypeCode.UInt64 => (DType.Int64, Converted<ulong, long>),
        NPTypeCode.Boolean => (DType.Bool, Converted<byte, byte>),
        _ => throw Unsupported(array),
    };

    private static unsafe void Converted<TFrom, TTo>(NDArray array, long first, int count, Storage target, long offset)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        var from = new ReadOnlySpan<TFrom>((TFrom*)array.Unsafe.Address + first, count);
        if (typeof(TFrom) == typeof(TTo)) target.Write(MemoryMarshal.AsBytes(from), offset);
        else
        {
            Span<TTo> converted = stackalloc TTo[Math.Min(count, ConvertedAtOnce)];
            for (; !from.IsEmpty; from = from[converted.Length..], offset += converted.Length)
            {
                converted = converted[..Math.Min(from.Length, converted.Length)];
                TensorPrimitives.ConvertTruncating(from[..converted.Length], converted);
                target.Write(MemoryMarshal.AsBytes(converted), offset);
            }
        }
        GC.KeepAlive(array);
    }

    /// <summary>The array itself where its elements lie one after another in memory of their own, else a copy.</summary>
    internal static NDArray Contiguous(NDArray array) =>
        array.Shape.IsContiguous && !array.Shape.IsSliced && !array.Shape.IsBroadcasted ? array : array.copy();
}

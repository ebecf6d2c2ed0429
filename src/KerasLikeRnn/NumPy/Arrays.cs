using System.Numerics;
using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace KerasLikeRnn.NumPy;

/// <summary>Between NumSharp's arrays and the engine's tensors.</summary>
public static class Arrays
{
    /// <summary>The tensor's numbers as an array of the same type and shape; bfloat16, which NumSharp has not, as float32.</summary>
    /// <exception cref="NotSupportedException">The elements are strings.</exception>
    public static NDArray FromTensor(Tensor tensor) => tensor.DType == DType.String
        ? throw new NotSupportedException("NumSharp has no arrays of strings. Call the layer on a tensor and take its Strings().")
        : new NDArray(Elements(tensor), new NumSharp.Shape(tensor.Shape.Dims.ToArray().Select(size => (long)size).ToArray()), 'C');

    /// <summary>The elements in an array of a type that NumSharp has.</summary>
    internal static Array Elements(Tensor tensor) => (tensor.DType == DType.BFloat16 ? Ops.Cast(tensor, DType.Float32) : tensor).ToArray();

    /// <summary>An array as a tensor of the nearest type: small integers become int32, unsigned and long ones int64.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    public static Tensor ToTensor(NDArray array)
    {
        var (dtype, copy) = Kind(Required.NotNull(array));
        var tensor = Tensor.Empty(array.shape, dtype);
        copy(Contiguous(array), checked((int)array.size), 0, new[] { 0 }, tensor.Storage);
        return tensor;
    }

    /// <summary>A C# array of numbers or strings, or a rectangular array of such arrays, as a tensor.</summary>
    /// <exception cref="ValueError">The inner arrays differ in length.</exception>
    internal static Tensor ToTensor(Array array) => StringArray.TryFrom(Required.NotNull(array))?.ToTensor() ?? ToTensor(FromArray(array));

    /// <summary>Type of the tensors made of an array: floats in the type of <c>floatx</c>.</summary>
    /// <exception cref="NotSupportedException">The array holds no numbers.</exception>
    internal static DType TensorType(NDArray array) =>
        Kind(array).DType is var dtype && dtype.IsFloating() ? BackendConfig.Floating : dtype;

    /// <summary>Rows of a contiguous array, counted from the first one, one after another, as a tensor of a type.</summary>
    internal static Tensor Rows(NDArray array, int first, ReadOnlyMemory<int> rows, DType dtype)
    {
        var shape = (Shape)array.shape;
        var width = checked((int)(shape.Dims[0] == 0 ? 0 : array.size / shape.Dims[0]));
        var (own, copy) = Kind(array);
        var result = Tensor.Empty(shape.With(0, rows.Length), own);
        copy(array, width, first, rows, result.Storage);
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
        $"Failed to find data adapter that can handle input: {array.GetType().Name} whose inner arrays differ in length. Make them equally "
        + $"long, for example with pad_sequences.", nameof(array));

    private static NotSupportedException Unsupported(NDArray array) => new(
        $"An array of dtype {array.dtype.name} holds no numbers that a tensor can hold. Use float16, float32, float64, int32, int64 or "
        + $"bool.");

    private delegate void Copy(NDArray array, int width, int first, ReadOnlyMemory<int> rows, Storage target);

    /// <summary>The type of an array's tensors, and what copies rows of its elements there, all at once.</summary>
    private static (DType DType, Copy Copy) Kind(NDArray array) => array.typecode switch
    {
        NPTypeCode.Single => (DType.Float32, Converted<float, float>),
        NPTypeCode.Half => (DType.Float16, Converted<Half, Half>),
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

    private static unsafe void Converted<TFrom, TTo>(NDArray array, int width, int first, ReadOnlyMemory<int> rows, Storage target)
        where TFrom : unmanaged, INumber<TFrom> where TTo : unmanaged, INumber<TTo>
    {
        target.Write<TTo>(to =>
        {
            foreach (var row in rows.Span)
            {
                var from = new ReadOnlySpan<TFrom>((TFrom*)array.Unsafe.Address + (long)(first + row) * width, width);
                if (typeof(TFrom) == typeof(TTo)) MemoryMarshal.Cast<TFrom, TTo>(from).CopyTo(to);
                else TensorPrimitives.ConvertTruncating(from, to[..width]);
                to = to[width..];
            }
        });
        GC.KeepAlive(array);
    }

    /// <summary>The array itself where its elements lie one after another in memory of their own, else a copy.</summary>
    internal static NDArray Contiguous(NDArray array) =>
        array.Shape.IsContiguous && !array.Shape.IsSliced && !array.Shape.IsBroadcasted ? array : array.copy();
}

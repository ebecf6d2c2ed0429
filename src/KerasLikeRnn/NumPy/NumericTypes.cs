using System.Numerics;

namespace KerasLikeRnn.NumPy;

/// <summary>Makes an array whose element type is only known by name.</summary>
internal interface IArrayMaker
{
    NDArray Make<T>(NPTypeCode type) where T : unmanaged, INumberBase<T>;
}

/// <summary>NumPy's names of the numeric element types.</summary>
internal static class NumericTypes
{
    /// <exception cref="NotSupportedException">The type is not numeric, or there is none of that name.</exception>
    internal static NDArray Make(string dtype, IArrayMaker maker) => dtype switch
    {
        "int8" => maker.Make<sbyte>(NPTypeCode.SByte),
        "int16" => maker.Make<short>(NPTypeCode.Int16),
        "int32" => maker.Make<int>(NPTypeCode.Int32),
        "int64" or "int" => maker.Make<long>(NPTypeCode.Int64),
        "uint8" => maker.Make<byte>(NPTypeCode.Byte),
        "uint16" => maker.Make<ushort>(NPTypeCode.UInt16),
        "uint32" => maker.Make<uint>(NPTypeCode.UInt32),
        "uint64" => maker.Make<ulong>(NPTypeCode.UInt64),
        "float16" => maker.Make<Half>(NPTypeCode.Half),
        "float32" => maker.Make<float>(NPTypeCode.Single),
        "float64" or "float" or "double" => maker.Make<double>(NPTypeCode.Double),
        "bool" => maker.Make<double>(NPTypeCode.Double).astype(NPTypeCode.Boolean),
        _ => throw new TypeError(
            $"dtype '{dtype}' is not supported here; bool, int8 to int64, uint8 to uint64 and float16 to float64 are."),
    };
}

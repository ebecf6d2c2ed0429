namespace KerasLikeRnn.DataFiles;

/// <summary>
/// A value on the pickle machine's stack. Whole numbers, by far the most frequent, need no object: their
/// <see cref="Reference"/> is null. Others are <see cref="None"/>, bool, double, string, byte[], int[] (a finished list of
/// numbers), <see cref="PickleTuple"/>, <see cref="PickleList"/>, <see cref="PickleDictionary"/>, <see cref="PickleGlobal"/>,
/// <see cref="PickledDType"/> or <see cref="PickledArray"/>.
/// </summary>
internal readonly record struct PickleValue(object? Reference, long Integer)
{
    internal static readonly object None = new();

    internal bool IsInteger => Reference is null;

    internal static PickleValue Of(object reference) => new(reference, 0);

    internal static PickleValue Of(long integer) => new(null, integer);

    /// <summary>What Python calls the value's type.</summary>
    internal string TypeName => Reference switch
    {
        null => "int",
        bool => "bool",
        double => "float",
        string => "str",
        byte[] => "bytes",
        int[] or PickleList => "list",
        PickleTuple => "tuple",
        PickleDictionary => "dict",
        PickleGlobal => "function or class",
        PickledDType => "numpy.dtype",
        PickledArray => "numpy.ndarray",
        _ => "NoneType",
    };
}

/// <summary>A Python tuple.</summary>
internal sealed record PickleTuple(PickleValue[] Items);

/// <summary>The functions and classes that a pickled NumPy array refers to. There are no others.</summary>
internal enum PickleGlobal
{
    Reconstruct,
    NdArray,
    DType,
    Scalar,
    Encode,
}

/// <summary>A numpy.dtype: type code such as <c>i8</c> or <c>O</c> and byte order.</summary>
internal sealed class PickledDType(string code)
{
    internal string Code { get; } = code;

    internal char Order { get; set; } = '=';

    /// <summary>As in the header of a .npy file: <c>&lt;i8</c>.</summary>
    internal string Description => (Order == '=' ? '<' : Order) + Code;
}

/// <summary>A numpy.ndarray: either <see cref="Items"/> (dtype object) or raw <see cref="Bytes"/>.</summary>
internal sealed class PickledArray
{
    internal long[]? Shape { get; set; }

    internal PickledDType? DType { get; set; }

    /// <summary>Whether the first axis is innermost.</summary>
    internal bool Fortran { get; set; }

    internal PickleList? Items { get; set; }

    internal byte[]? Bytes { get; set; }

    /// <summary>The list that stands for it, made once however often it is referred to.</summary>
    internal int[]? Numbers { get; set; }
}

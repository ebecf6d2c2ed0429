namespace KerasLikeRnn.Engine;

/// <summary>Type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>32-bit float, Keras's default.</summary>
    Float32,

    /// <summary>64-bit float.</summary>
    Float64,

    /// <summary>32-bit integer.</summary>
    Int32,

    /// <summary>64-bit integer.</summary>
    Int64,

    /// <summary>Truth value, one byte.</summary>
    Bool,

    /// <summary>Text: read by the layers that turn words into numbers, and by no kernel.</summary>
    String,

    /// <summary>IEEE's 16-bit float: small numbers, 11 binary digits.</summary>
    Float16,

    /// <summary>Google's 16-bit float: float32's range, 8 binary digits.</summary>
    BFloat16,
}

/// <summary>Names, sizes and kinds of <see cref="DType"/>.</summary>
public static class DTypes
{
    private static readonly (DType Type, string Name, int Size, Type Clr)[] table =
    [
        (DType.Float32, "float32", 4, typeof(float)),
        (DType.Float64, "float64", 8, typeof(double)),
        (DType.Int32, "int32", 4, typeof(int)),
        (DType.Int64, "int64", 8, typeof(long)),
        (DType.Bool, "bool", 1, typeof(bool)),
        (DType.String, "string", 0, typeof(string)),
        (DType.Float16, "float16", 2, typeof(Half)),
        (DType.BFloat16, "bfloat16", 2, typeof(BFloat16)),
    ];

    /// <summary>The types of numbers: all but strings.</summary>
    public static IReadOnlyList<DType> Numbers { get; } = [.. Enum.GetValues<DType>().Where(type => type != DType.String)];

    /// <summary>NumPy's name, such as <c>float32</c>.</summary>
    public static string Name(this DType dtype) => table[(int)dtype].Name;

    /// <summary>Bytes of one element; strings, which are no bytes in a row, have 0.</summary>
    public static int Size(this DType dtype) => table[(int)dtype].Size;

    /// <summary>True for float32, float64 and the half types.</summary>
    public static bool IsFloating(this DType dtype) => dtype is DType.Float32 or DType.Float64 || dtype.IsHalf();

    /// <summary>True for float16 and bfloat16: numbers are kept in them, and computed with in float32.</summary>
    public static bool IsHalf(this DType dtype) => dtype is DType.Float16 or DType.BFloat16;

    /// <summary>The type whose CLR name is <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">The engine has no such element type.</exception>
    public static DType Of<T>() where T : unmanaged
    {
        foreach (var row in table)
            if (row.Clr == typeof(T)) return row.Type;
        throw new NotSupportedException($"Tensors of {typeof(T).Name} do not exist. Use float, double, Half, BFloat16, int, long or bool.");
    }

    /// <summary>The type of that NumPy name; "half" is float16.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public static DType Parse(string name)
    {
        if (name == "half") return DType.Float16;
        foreach (var row in table)
            if (row.Name == name) return row.Type;
        throw new ValueError(
            $"Unknown dtype: {name}. Known: {string.Join(", ", table.Select(row => row.Name))}.", nameof(name));
    }

    /// <summary>The type in which an operation on two tensors is done, as NumPy promotes; of the two half types in float32.</summary>
    public static DType Promote(DType a, DType b)
    {
        if (a == b) return a;
        if (a == DType.Bool) return b;
        if (b == DType.Bool) return a;
        if (a.IsFloating() && b.IsFloating()) return a == DType.Float64 || b == DType.Float64 ? DType.Float64 : DType.Float32;
        if (a.IsFloating()) return a;
        return b.IsFloating() ? b : DType.Int64;
    }
}

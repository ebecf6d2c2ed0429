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
    ];

    /// <summary>The types that kernels compute with: all but strings.</summary>
    public static IReadOnlyList<DType> Numbers { get; } = [.. Enum.GetValues<DType>().Where(type => type != DType.String)];

    /// <summary>NumPy's name, such as <c>float32</c>.</summary>
    public static string Name(this DType dtype) => table[(int)dtype].Name;

    /// <summary>Bytes of one element; strings, which are no bytes in a row, have 0.</summary>
    public static int Size(this DType dtype) => table[(int)dtype].Size;

    /// <summary>True for float32 and float64.</summary>
    public static bool IsFloating(this DType dtype) => dtype is DType.Float32 or DType.Float64;

    /// <summary>The type whose CLR name is <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">The engine has no such element type.</exception>
    public static DType Of<T>() where T : unmanaged
    {
        foreach (var row in table)
            if (row.Clr == typeof(T)) return row.Type;
        throw new NotSupportedException($"Tensors of {typeof(T).Name} do not exist. Use float, double, int, long or bool.");
    }

    /// <summary>The type of that NumPy name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public static DType Parse(string name)
    {
        foreach (var row in table)
            if (row.Name == name) return row.Type;
        throw new ValueError(
            $"Unknown dtype: {name}. Known: {string.Join(", ", table.Select(row => row.Name))}.", nameof(name));
    }

    /// <summary>The type in which an operation on two tensors is done, as NumPy promotes among the five types of numbers.</summary>
    public static DType Promote(DType a, DType b)
    {
        if (a == b) return a;
        if (a == DType.Bool) return b;
        if (b == DType.Bool) return a;
        if (a.IsFloating() && b.IsFloating()) return DType.Float64;
        if (a.IsFloating()) return a;
        return b.IsFloating() ? b : DType.Int64;
    }
}

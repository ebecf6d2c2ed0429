namespace KerasLikeRnn.Python;

/// <summary>
/// Type of a tensor's elements, as <c>x.dtype</c> and <c>tf.float32</c> give it. It goes where Python takes a type or its name, and is
/// equal to its name: <c>x.dtype == "float32"</c>.
/// </summary>
/// <param name="DType">The engine's type.</param>
public readonly record struct ElementType(DType DType)
{
    /// <summary>NumPy's name, such as <c>float32</c>.</summary>
    public string name => DType.Name();

    /// <summary>Whether its numbers have a fraction.</summary>
    public bool is_floating => DType.IsFloating();

    /// <summary>Whether its numbers are whole.</summary>
    public bool is_integer => DType is DType.Int32 or DType.Int64;

    /// <exception cref="ValueError">There is no type of that name.</exception>
    public static implicit operator ElementType(string name) => new(DTypes.Parse(name));

    public static implicit operator string(ElementType type) => type.name;

    public static implicit operator DType(ElementType type) => type.DType;

    /// <summary>Python's text: <c>&lt;dtype: 'float32'&gt;</c>.</summary>
    public override string ToString() => $"<dtype: '{name}'>";
}

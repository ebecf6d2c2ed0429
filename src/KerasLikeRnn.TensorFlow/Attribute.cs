using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>The value of an attribute of one of TensorFlow's operations: it converts from a value of C#.</summary>
internal readonly record struct Attribute(AttributeKind Kind, long Number = 0, object? Object = null)
{
    public static implicit operator Attribute(bool value) => new(AttributeKind.Bool, value ? 1 : 0);

    public static implicit operator Attribute(long value) => new(AttributeKind.Int, value);

    public static implicit operator Attribute(DType value) => new(AttributeKind.Type, (long)value);

    public static implicit operator Attribute(string value) => new(AttributeKind.String, Object: value);

    public static implicit operator Attribute(long[] values) => new(AttributeKind.Ints, Object: values);

    public static implicit operator Attribute(DType[] values) => new(AttributeKind.Types, Object: values);

    /// <summary>A function that the context knows by this name.</summary>
    public static Attribute Function(string name) => new(AttributeKind.Function, Object: name);
}

/// <summary>What an attribute holds; types in a row and functions only inside of functions.</summary>
internal enum AttributeKind
{
    Bool, Int, Type, String, Ints, Types, Function,
}

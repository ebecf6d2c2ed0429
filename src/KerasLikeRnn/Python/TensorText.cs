namespace KerasLikeRnn.Python;

/// <summary>Tensors and variables as TensorFlow shows them. Numbers in several lines begin on a line of their own.</summary>
internal static class TensorText
{
    /// <summary><c>tf.Tensor(0.5, shape=(), dtype=float32)</c>: what <c>print</c> shows.</summary>
    public static string Str(Tensor tensor) =>
        $"tf.Tensor({Numbers(tensor, array => np.array_str(array), isRepr: false)}, shape={tensor.Shape}, dtype={tensor.DType.Name()})";

    /// <summary><c>&lt;tf.Tensor: shape=(), dtype=float32, numpy=1.0&gt;</c>: what stands in a list.</summary>
    public static string Repr(Tensor tensor) =>
        $"<tf.Tensor: shape={tensor.Shape}, dtype={tensor.DType.Name()}, numpy={Numbers(tensor, PythonText.Repr)}>";

    /// <summary><c>&lt;tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)&gt;</c>.</summary>
    public static string Repr(Variable variable) =>
        $"<tf.Variable '{variable.Name}' shape={variable.Shape} dtype={variable.DType.Name()}, "
        + $"numpy={Numbers(variable.Current, PythonText.Repr)}>";

    /// <summary>The numbers as NumPy shows them.</summary>
    public static string Numbers(Tensor tensor, Func<NDArray, string> ofArray, bool isRepr = true)
    {
        var elements = tensor.ToArray();
        var text = elements is string[] texts ? Texts(Array.ConvertAll(texts, Bytes), tensor.Shape, isRepr, "object")
            : tensor.Rank == 0 ? PythonText.Repr(elements.GetValue(0))
            : isRepr && elements.Length == 0 ? $"array([], {(tensor.Rank > 1 ? $"shape={tensor.Shape}, " : "")}dtype={tensor.DType.Name()})"
            : elements is BFloat16[] ? Texts([.. elements.Cast<object>().Select(PythonText.Repr)], tensor.Shape, isRepr, "bfloat16")
            : ofArray(new NDArray(elements, new NumSharp.Shape(tensor.Shape.Dims.ToArray().Select(size => (long)size).ToArray()), 'C'));
        return text.Contains('\n', StringComparison.Ordinal) ? "\n" + text : text;
    }

    /// <summary>
    /// Elements NumPy knows nothing of, each by itself. Texts are bytes there: <c>b'a'</c>, <c>[b'a' b'b']</c>,
    /// <c>array([b'a', b'b'], dtype=object)</c>.
    /// </summary>
    private static string Texts(string[] elements, Shape shape, bool isRepr, string dtype)
    {
        if (shape.Rank == 0) return elements[0];
        return isRepr ? $"array({Part(elements, shape.Dims, ", ", "      ")}, dtype={dtype})" : Part(elements, shape.Dims, " ", "");
    }

    private static string Part(ReadOnlySpan<string> elements, ReadOnlySpan<int> sizes, string separator, string indent)
    {
        if (sizes.IsEmpty) return elements[0];
        var parts = new string[sizes[0]];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Part(
                elements.Slice(i * elements.Length / parts.Length, elements.Length / parts.Length), sizes[1..], separator, indent + " ");
        var between = sizes.Length == 1 ? separator : separator.TrimEnd() + new string('\n', sizes.Length - 1) + indent + " ";
        return $"[{string.Join(between, parts)}]";
    }

    private static string Bytes(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        return $"b{quote}{string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(Escaped))}{quote}";

        string Escaped(byte code) => code switch
        {
            (byte)'\n' => "\\n",
            (byte)'\r' => "\\r",
            (byte)'\t' => "\\t",
            (byte)'\\' => "\\\\",
            >= 0x20 and < 0x7f => code == quote ? "\\" + quote : ((char)code).ToString(),
            _ => "\\x" + code.ToString("x2", System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}

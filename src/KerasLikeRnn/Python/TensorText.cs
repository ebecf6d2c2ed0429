using KerasLikeRnn.Engine;
using NumSharp;

namespace KerasLikeRnn.Python;

/// <summary>Tensors and variables as TensorFlow shows them. Numbers in several lines begin on a line of their own.</summary>
internal static class TensorText
{
    /// <summary><c>tf.Tensor(0.5, shape=(), dtype=float32)</c>: what <c>print</c> shows.</summary>
    public static string Str(Tensor tensor) => $"tf.Tensor({Numbers(tensor, array => np.array_str(array))}, shape={tensor.Shape}, dtype={tensor.DType.Name()})";

    /// <summary><c>&lt;tf.Tensor: shape=(), dtype=float32, numpy=1.0&gt;</c>: what stands in a list.</summary>
    public static string Repr(Tensor tensor) =>
        $"<tf.Tensor: shape={tensor.Shape}, dtype={tensor.DType.Name()}, numpy={Numbers(tensor, PythonText.Repr)}>";

    /// <summary><c>&lt;tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)&gt;</c>.</summary>
    public static string Repr(Variable variable) =>
        $"<tf.Variable '{variable.Name}' shape={variable.Shape} dtype={variable.DType.Name()}, numpy={Numbers(variable.Current, PythonText.Repr)}>";

    private static string Numbers(Tensor tensor, Func<NDArray, string> ofArray)
    {
        var elements = tensor.ToArray();
        var text = tensor.Rank == 0 ? PythonText.Repr(elements.GetValue(0))
            : tensor.DType == DType.String ? PythonText.List(elements)
            : ofArray(new NDArray(elements, new NumSharp.Shape(tensor.Shape.Dims.ToArray().Select(size => (long)size).ToArray()), 'C'));
        return text.Contains('\n', StringComparison.Ordinal) ? "\n" + text : text;
    }
}

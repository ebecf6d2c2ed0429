namespace KerasLikeRnn.Models;

/// <summary>How an operation of models becomes nodes, or why it does not.</summary>
/// <param name="Name">The operation's name.</param>
/// <param name="Convert">Makes the nodes and gives the outputs; null where it cannot be written.</param>
/// <param name="Refusal">Why it cannot be written, and what to do; null where it can.</param>
internal sealed record OnnxOperation(string Name, Func<OnnxCall, Tensor[]>? Convert, string? Refusal = null)
{
    /// <summary>An operation with one output.</summary>
    public static OnnxOperation Of(string name, Func<OnnxCall, Tensor> convert) => new(name, call => [convert(call)]);
}

/// <summary>Steps of models that are operations (<c>tf</c>, <c>keras.backend</c>, operators), by their names.</summary>
internal static class OnnxOperations
{
    private static readonly Lazy<Dictionary<string, OnnxOperation>> all = new(() => new IEnumerable<OnnxOperation>[]
    {
        OnnxElementwise.Operations, OnnxReductions.Operations, OnnxArrays.Operations, OnnxProducts.Operations, OnnxNeural.Operations,
        OnnxRefusals.Operations,
    }.SelectMany(family => family).ToDictionary(operation => operation.Name));

    /// <summary>Makes the nodes of an operation.</summary>
    /// <param name="onnx">The graph.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="arguments">Its arguments in the order of its parameters.</param>
    /// <param name="outputs">Shapes and types of what it gives, where they are known.</param>
    /// <exception cref="NotSupportedException">The operation cannot be written.</exception>
    public static Tensor[] Convert(
        OnnxBuilder onnx, Operation operation, object?[] arguments, IReadOnlyList<(Shape Shape, DType DType)>? outputs = null)
    {
        var known = Find(operation.Name);
        return known?.Convert is { } convert
            ? convert(new OnnxCall(onnx, operation, arguments, outputs))
            : throw Refused(onnx, operation.Name, known?.Refusal ?? "it is not known here.");
    }

    /// <summary>The operations of which something is known.</summary>
    public static IEnumerable<string> Names => all.Value.Keys;

    /// <summary>What is known of an operation.</summary>
    public static OnnxOperation? Find(string name) => all.Value.GetValueOrDefault(name);

    /// <summary>What to throw for an operation that cannot be written.</summary>
    public static NotSupportedException Refused(OnnxBuilder onnx, string operation, string why) => new(
        $"The layer \"{onnx.Scope}\" computes tf.{operation}, which cannot be written as ONNX: {why}");
}

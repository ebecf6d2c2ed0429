namespace KerasLikeRnn.Models;

/// <summary>A call of an operation that becomes nodes.</summary>
/// <param name="onnx">The graph.</param>
/// <param name="operation">The operation.</param>
/// <param name="arguments">Its arguments in the order of its parameters.</param>
/// <param name="outputs">Shapes and types of what it gives, where they are known; else they are inferred.</param>
internal sealed class OnnxCall(
    OnnxBuilder onnx, Operation operation, object?[] arguments, IReadOnlyList<(Shape Shape, DType DType)>? outputs)
{
    private IReadOnlyList<(Shape Shape, DType DType)>? outputs = outputs;

    /// <summary>The graph.</summary>
    public OnnxBuilder Onnx => onnx;

    /// <summary>Shapes and types of what it gives.</summary>
    public IReadOnlyList<(Shape Shape, DType DType)> Outputs => outputs ??= ShapeInference.Of(
        [.. Arguments.Tensors(arguments)], tensors => operation.Run(Arguments.With(arguments, tensors)));

    /// <summary>Shape of the first output.</summary>
    public Shape Shape => Outputs[0].Shape;

    /// <summary>Type of the first output.</summary>
    public DType DType => Outputs[0].DType;

    /// <summary>Whether the operation, or this overload of it, has a parameter.</summary>
    public bool Has(string parameter) => Array.Exists(operation.Parameters, each => each.Name == parameter);

    /// <summary>An argument.</summary>
    public T Get<T>(string parameter) => (T)arguments[Array.FindIndex(operation.Parameters, each => each.Name == parameter)]!;

    /// <summary>An argument that is a tensor, or like one.</summary>
    public Tensor Tensor(string parameter) => Arguments.Tensor(Get<object?>(parameter));

    /// <summary>Such an argument, or none.</summary>
    public Tensor? TensorOrNull(string parameter) => Arguments.TensorOrNull(Get<object?>(parameter));

    /// <summary>An argument that is like a tensor, whose type is open yet.</summary>
    public TensorLike Like(string parameter) => Arguments.Like(Get<object?>(parameter));

    /// <summary>Two arguments in one type.</summary>
    public (Tensor, Tensor) Pair(string first, string second) => TensorLike.Pair(Like(first), Like(second));

    /// <summary>A shape as a list of whole numbers.</summary>
    public Tensor Sizes(string parameter)
    {
        var shape = Get<ShapeLike>(parameter);
        if (shape.Vector is { } vector) return onnx.Cast(vector, DType.Int64);
        return shape.All(size => size.Tensor is null)
            ? onnx.Ints([.. shape.Select(size => size.Number)])
            : onnx.SizesOf([.. shape.Select(Size)]);
    }

    /// <summary>A size as a list of one.</summary>
    public Tensor Size(SizeLike size) => size.Tensor is { } number
        ? onnx.Reshape(onnx.Cast(number, DType.Int64), Shape.Of(1))
        : onnx.Ints(size.Number);

    /// <summary>A node that gives the first output.</summary>
    public Tensor Node(string @operator, params IReadOnlyList<Tensor?> inputs) => onnx.Node(@operator, Shape, DType, inputs);

    /// <summary>A node that gives the first output, with attributes.</summary>
    public Tensor Node(string @operator, IReadOnlyList<Tensor?> inputs, params (string, object)[] attributes) =>
        onnx.Node(@operator, Shape, DType, inputs, attributes);

    /// <summary>What to throw where ONNX cannot express it.</summary>
    public NotSupportedException Refused(string why) => OnnxOperations.Refused(onnx, operation.Name, why);
}

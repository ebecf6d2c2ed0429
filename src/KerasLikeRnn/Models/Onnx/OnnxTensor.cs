namespace KerasLikeRnn.Models;

/// <summary>
/// A value of an ONNX graph. It is symbolic: an operation of models on it (<c>a + b</c>, <c>tf.math.tanh(x)</c>) becomes the nodes that
/// compute it, so that converters of layers are written as formulas and activations write themselves.
/// </summary>
internal sealed class OnnxTensor : SymbolicTensor
{
    private readonly OnnxBuilder onnx;

    public OnnxTensor(OnnxBuilder onnx, string name, Shape shape, DType dtype, Tensor? stepMask = null) : base(shape, dtype) =>
        (this.onnx, Name, StepMask) = (onnx, name, stepMask);

    /// <summary>Its name in the graph.</summary>
    public string Name { get; }

    /// <summary>Which time steps count, where the layer before says so; null: all.</summary>
    public Tensor? StepMask { get; }

    /// <summary>The same value with another mask.</summary>
    public OnnxTensor WithStepMask(Tensor? mask) => mask == StepMask ? this : new(onnx, Name, Shape, DType, mask);

    /// <summary>The same value, of whose shape more is known.</summary>
    public OnnxTensor Of(Shape shape) => new(onnx, Name, shape, DType, StepMask);

    /// <inheritdoc/>
    protected internal override Tensor[] Apply(string operation, params object?[] arguments)
    {
        var of = Operation.Of(operation);
        object?[] given = [.. arguments.Zip(of.Parameters, (argument, parameter) => Arguments.Boxed(argument, parameter.Type, DType))];
        return OnnxOperations.Convert(onnx, of, [.. given, .. of.Parameters.Skip(given.Length).Select(parameter => parameter.Default)]);
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>
/// What <c>keras.Input</c> and layers called on it give: a tensor without numbers that knows the layer it comes from. Models are
/// made of such tensors.
/// </summary>
public sealed class KerasTensor : SymbolicTensor, Python.IPrinted
{
    internal KerasTensor(Node node, int index, Shape shape, DType dtype) : base(shape, dtype) => (Node, Index) = (node, index);

    /// <summary>The call that gives it.</summary>
    internal Node Node { get; }

    /// <summary>Its place among the outputs of the call.</summary>
    internal int Index { get; }

    /// <summary>The mask it will have; null for none.</summary>
    internal Tensor? SymbolicMask => Node.OutputMasks[Index];

    /// <summary>Name of the layer it comes from.</summary>
    internal string LayerName => Node.Layer.name;

    /// <summary>Name of the layer it comes from, and of the operation in it that gives the numbers: <c>dense/BiasAdd:0</c>.</summary>
    public string name => Node.IsInput ? LayerName : OperationNames.Of(this);

    /// <summary>The layer an input comes from, so that a <c>Sequential</c> may begin with <c>Input(...)</c>.</summary>
    public static implicit operator Layer(KerasTensor tensor)
    {
        Required.NotNull(tensor);
        return tensor.Node.Layer;
    }

    /// <summary>Python's text.</summary>
    public override string ToString() =>
        $"KerasTensor(type_spec=TensorSpec(shape={Shape}, dtype=tf.{DType.Name()}, name={(Node.IsInput ? $"'{name}'" : "None")}), "
        + $"name='{name}', description=\"created by layer '{LayerName}'\")";

    /// <inheritdoc/>
    string Python.IPrinted.Repr => $"<KerasTensor: shape={Shape} dtype={DType.Name()} (created by layer '{LayerName}')>";

    /// <inheritdoc/>
    protected internal override Tensor[] Apply(string operation, params object?[] arguments)
    {
        var step = TFOpLambda.Of(Operation.Of(operation));
        return step.Apply([.. arguments.Zip(step.Operation.Parameters, (argument, parameter) => Arguments.Boxed(argument, parameter.Type, DType))]);
    }
}

namespace KerasLikeRnn.Layers;

/// <summary>The mask that a symbolic tensor will have: shape and type, no numbers.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="layer">Name of the layer that makes it.</param>
internal sealed class KerasMask(Shape shape, string layer) : SymbolicTensor(shape, DType.Bool), Python.IPrinted
{
    /// <summary>Python's text.</summary>
    public override string ToString() =>
        $"KerasTensor(type_spec=TensorSpec(shape={Shape}, dtype=tf.bool, name=None), name='{layer}/mask:0')";

    /// <inheritdoc/>
    string Python.IPrinted.Repr => $"<KerasTensor: shape={Shape} dtype=bool>";

    /// <inheritdoc/>
    protected internal override Tensor[] Apply(string operation, params object?[] arguments) => throw new NotSupportedException(
        $"The mask that the layer \"{layer}\" makes only tells its shape. Make one for a model by compute_mask of the layer.");
}

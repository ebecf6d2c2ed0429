namespace KerasLikeRnn.Layers;

/// <summary>Several tensors in the place of one: what an assignment takes out of lists in a list. It can be handed on and taken apart.</summary>
internal sealed class TensorList(Tensors parts) : Tensor(Shape.Scalar, parts[0].DType, () => throw new TypeError(
    $"A list of {parts.Count} tensors is no tensor. Take it apart first: var (a, b) = list;")), Python.IPrinted
{
    /// <summary>The tensors.</summary>
    public Tensors Parts { get; } = parts;

    /// <inheritdoc/>
    public override string ToString() => Parts.ToString();

    /// <inheritdoc/>
    string Python.IPrinted.Repr => Parts.ToString();
}

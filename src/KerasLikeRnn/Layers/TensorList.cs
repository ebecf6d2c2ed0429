namespace KerasLikeRnn.Layers;

/// <summary>
/// Several tensors in the place of one: what an assignment takes out of lists in a list. It can be handed on and taken apart.
/// </summary>
internal sealed class TensorList(Tensors parts) : Tensor(Shape.Scalar, parts[0].DType, () => throw new TypeError(
    $"A list of {parts.Count} tensors is no tensor. Take it apart first: var (a, b) = list;")), Python.IPrinted
{
    /// <summary>The tensors.</summary>
    public Tensors Parts { get; } = parts;

    /// <summary>The tensors of a list that stands for a tensor, or the rows of one.</summary>
    public static Tensors Unpacked(Tensor tensor) => tensor is TensorList list ? list.Parts : Ops.Unstack(tensor, 0);

    /// <inheritdoc/>
    public override string ToString() => Parts.ToString();

    /// <inheritdoc/>
    string Python.IPrinted.Repr => Parts.ToString();
}

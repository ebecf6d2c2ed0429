namespace KerasLikeRnn.Layers;

/// <summary>Where symbolic tensors begin.</summary>
public static class SourceInputs
{
    /// <summary>The inputs (what <c>Input</c> gave) that a symbolic tensor is computed from, each once.</summary>
    /// <param name="tensor">The symbolic tensor; one with numbers comes back.</param>
    /// <param name="layer">The layer that gave it, where it is not to be found out.</param>
    /// <param name="node_index">Which call of that layer gave it.</param>
    [KerasExport("keras.utils.get_source_inputs")]
    public static Tensors get_source_inputs(Tensor tensor, Layer? layer = null, int? node_index = null)
    {
        if (Required.NotNull(tensor) is not KerasTensor symbolic) return tensor;
        // As in Keras the layer counts only for its first call.
        var node = layer is null || node_index is > 0 or < 0 ? symbolic.Node : layer.Nodes is [var first, ..] ? first : null;
        return node is null ? tensor : Tensors.Named([.. Sources(node)], null);
    }

    private static IEnumerable<Tensor> Sources(Node node) =>
        node.IsInput ? node.Outputs : node.Parents.SelectMany(parent => Sources(parent.Node)).Distinct();
}

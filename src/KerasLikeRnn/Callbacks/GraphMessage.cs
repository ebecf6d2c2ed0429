using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Callbacks;

/// <summary>A model as a graph that TensorBoard draws: a node for each call of a layer, edges from what it takes.</summary>
/// <remarks>tensorflow/core/framework/graph.proto, node_def.proto, attr_value.proto.</remarks>
internal static class GraphMessage
{
    /// <summary>The graph of calls in the order in which they run.</summary>
    /// <param name="scope">The name that the nodes have in common.</param>
    /// <param name="calls">The calls.</param>
    internal static byte[] Of(string scope, IEnumerable<Node> calls)
    {
        var graph = new ProtoWriter();
        var names = new Dictionary<Node, string>();
        foreach (var call in calls)
        {
            var suffix = call.Index == 0 ? "" : Invariant($"_{call.Index}");
            var name = names[call] = $"{scope}/{call.Layer.name}{suffix}";
            var parents = call.IsInput ? [] : call.Parents.Select(parent => parent.Node);
            var inputs = parents.Where(names.ContainsKey).Select(parent => names[parent]);
            graph.Message(1, node => Write(node, name, call.Layer.ClassName, inputs, call.Outputs.Select(output => output.Shape)));
        }
        return Finished(graph);
    }

    /// <summary>A graph without edges, of a model whose calls are known to its code only.</summary>
    internal static byte[] Of(string scope, IEnumerable<Layer> layers)
    {
        var graph = new ProtoWriter();
        foreach (var layer in layers) graph.Message(1, node => Write(node, $"{scope}/{layer.name}", layer.ClassName, [], []));
        return Finished(graph);
    }

    private static void Write(ProtoWriter node, string name, string operation, IEnumerable<string> inputs, IEnumerable<Shape> shapes)
    {
        node.Text(1, name).Text(2, operation);
        foreach (var input in inputs) node.Text(3, input);
        var list = new ProtoWriter();
        foreach (var shape in shapes) list.Message(7, sizes => Write(sizes, shape));
        node.Message(5, entry => entry.Text(1, "_output_shapes").Message(2, value => value.Bytes(1, list.Written)));
    }

    private static void Write(ProtoWriter sizes, Shape shape)
    {
        foreach (var size in shape) sizes.Message(2, dimension => dimension.Number(1, size ?? -1));
    }

    private static byte[] Finished(ProtoWriter graph) => graph.Message(4, versions => versions.Number(1, 22)).Written.ToArray();
}

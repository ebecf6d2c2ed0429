namespace KerasLikeRnn.Models;

/// <summary>
/// The calls of layers that lead from a model's inputs to its outputs, in the order in which they run. A call's depth is the
/// length of the longest way from it to an output; the deepest run first, and layers are listed in that order.
/// </summary>
internal sealed class Graph
{
    private readonly Dictionary<Layer, int> layerOrder = [];
    private readonly List<Node> finished = [];

    /// <exception cref="ValueError">Inputs are missing, doubled or no inputs, or an output is not made of them.</exception>
    /// <param name="inputs">Where data enter.</param>
    /// <param name="outputs">What the model gives.</param>
    /// <param name="extended">The graph that this one adds outputs to: its layers come first.</param>
    public Graph(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs, Graph? extended = null)
    {
        Inputs = [.. inputs.Select(RequireSymbolic)];
        Outputs = [.. outputs.Select(RequireSymbolic)];
        if (Inputs.Distinct().Count() != Inputs.Length)
            throw new ValueError(
                $"The list of inputs passed to the model contains the same input multiple times. All inputs should only appear "
                + $"once.Received inputs=[{string.Join(", ", inputs)}]", nameof(inputs));
        foreach (var output in Outputs) Visit(output.Node);
        var depths = Depths();
        var byDepth = depths.GroupBy(pair => pair.Value, pair => pair.Key).OrderByDescending(group => group.Key).ToArray();
        Steps = [.. byDepth.SelectMany(group => group.OrderBy(finished.IndexOf)).Where(node => !IsGiven(node))];
        Layers = [.. (extended?.Layers ?? []).Union(LayersByDepth(depths))];
        RequireConnected();
        IsChain = byDepth.All(group => group.Count() == 1 && group.Single().Parents.Count() <= 1)
            && depths.Keys.GroupBy(node => node.Layer).All(calls => calls.Count() == 1);
    }

    /// <summary>Where data enter.</summary>
    public KerasTensor[] Inputs { get; }

    /// <summary>What the model gives.</summary>
    public KerasTensor[] Outputs { get; }

    /// <summary>The calls in the order in which they run, those of inputs left out.</summary>
    public Node[] Steps { get; }

    /// <summary>The layers, those of inputs included.</summary>
    public Layer[] Layers { get; }

    /// <summary>Whether each call takes what the one before it gives, so that a summary needs no column of connections.</summary>
    public bool IsChain { get; }

    /// <summary>Whether a call belongs to the model.</summary>
    public bool Contains(Node node) => IsGiven(node) || Array.IndexOf(Steps, node) >= 0;

    /// <summary>Computes the outputs.</summary>
    /// <param name="inputs">The tensors for <see cref="Inputs"/>.</param>
    /// <param name="run">Makes one call, given the tensor that stands for a symbolic one.</param>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, Func<Node, Func<Tensor, Tensor>, IReadOnlyList<Tensor>> run)
    {
        var values = new Dictionary<Tensor, Tensor>(2 * Steps.Length + Inputs.Length, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Inputs.Length; i++) values[Inputs[i]] = inputs[i];
        foreach (var node in Steps)
        {
            var outputs = run(node, Value);
            for (var i = 0; i < node.Outputs.Length; i++) values[node.Outputs[i]] = outputs[i];
        }
        return Array.ConvertAll(Outputs, Value);

        Tensor Value(Tensor tensor) => tensor is SymbolicTensor ? values[tensor] : tensor;
    }

    private static KerasTensor RequireSymbolic(Tensor tensor) => tensor as KerasTensor ?? throw new ValueError(
        $"Found unexpected instance while processing input tensors for keras functional model. Expecting KerasTensor which is from "
        + $"tf.keras.Input() or output from keras layer call(). Got: {tensor}");

    /// <summary>Whether the numbers of a call's outputs are given to the model.</summary>
    private bool IsGiven(Node node) => node.Outputs.Any(output => Array.IndexOf(Inputs, output) >= 0);

    /// <summary>Finishes a call after all that it needs, and notes in which order layers are met from the outputs.</summary>
    private void Visit(Node node)
    {
        if (finished.Contains(node)) return;
        layerOrder.TryAdd(node.Layer, layerOrder.Count);
        if (!IsGiven(node))
            foreach (var parent in node.Parents) Visit(parent.Node);
        if (!finished.Contains(node)) finished.Add(node);
    }

    /// <summary>All calls of a layer are as deep as the deepest met so far, as in Keras.</summary>
    private Dictionary<Node, int> Depths()
    {
        var depths = new Dictionary<Node, int>();
        var ofLayers = new Dictionary<Layer, int>();
        foreach (var node in Enumerable.Reverse(finished))
        {
            var depth = Math.Max(depths.GetValueOrDefault(node), ofLayers.GetValueOrDefault(node.Layer));
            depths[node] = ofLayers[node.Layer] = depth;
            if (IsGiven(node)) continue;
            foreach (var parent in node.Parents) depths[parent.Node] = Math.Max(depth + 1, depths.GetValueOrDefault(parent.Node));
        }
        foreach (var input in Inputs)
            if (depths.TryAdd(input.Node, 0)) layerOrder[input.Node.Layer] = -1;
        return depths;
    }

    private IEnumerable<Layer> LayersByDepth(Dictionary<Node, int> depths) => depths
        .GroupBy(pair => pair.Key.Layer, pair => pair.Value)
        .OrderByDescending(calls => calls.Max()).ThenBy(calls => layerOrder[calls.Key])
        .Select(calls => calls.Key);

    private void RequireConnected()
    {
        var computable = new HashSet<Tensor>(Inputs, ReferenceEqualityComparer.Instance);
        var accessed = new List<string>();
        foreach (var node in Steps)
        {
            foreach (var needed in node.Parents)
                if (!computable.Contains(needed)) throw Disconnected(needed, node.Layer, accessed);
            if (node.IsInput) continue;
            foreach (var output in node.Outputs) computable.Add(output);
            accessed.Add(node.Layer.name);
        }
        foreach (var output in Outputs)
            if (!computable.Contains(output)) throw Disconnected(output, output.Node.Layer, accessed);
        var names = Layers.GroupBy(layer => layer.name).FirstOrDefault(same => same.Count() > 1);
        if (names is not null)
            throw new ValueError(
                $"The name \"{names.Key}\" is used {names.Count()} times in the model. All layer names should be unique.");
    }

    private static ValueError Disconnected(KerasTensor tensor, Layer layer, List<string> accessed) => new(
        $"Graph disconnected: cannot obtain value for tensor {tensor} at layer \"{layer.name}\". The following previous layers were "
        + $"accessed without issue: [{string.Join(", ", accessed.Select(name => $"'{name}'"))}]");
}

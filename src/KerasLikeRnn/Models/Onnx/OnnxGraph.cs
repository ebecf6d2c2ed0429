namespace KerasLikeRnn.Models;

/// <summary>A node: what it computes, of which values, and the values it gives.</summary>
/// <param name="Operator">The name of ONNX's operator.</param>
/// <param name="Inputs">Names of values; empty for one that is left out.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Attributes">
/// Numbers (<c>long</c>, <c>float</c>), texts, arrays of these, and graphs for operators that run one.
/// </param>
internal sealed record OnnxNode(
    string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<(string Name, object Value)> Attributes)
{
    /// <summary>All values that it needs, those that graphs inside take from outside among them.</summary>
    public IEnumerable<string> Needed =>
        Inputs.Concat(Attributes.Select(attribute => attribute.Value).OfType<OnnxGraph>().SelectMany(graph => graph.Needed));
}

/// <summary>Nodes in the order in which they run: the model's, or those of a loop or of a branch inside of it.</summary>
internal sealed class OnnxGraph(string name, bool isModel = false)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is the whole model, not the body of a loop or a branch.</summary>
    public bool IsModel { get; } = isModel;

    /// <summary>Its nodes; each stands behind those whose values it takes.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>What it is given.</summary>
    public List<OnnxTensor> Inputs { get; } = [];

    /// <summary>What it gives.</summary>
    public List<OnnxTensor> Outputs { get; } = [];

    /// <summary>Values that it needs, from itself and from outside.</summary>
    public IEnumerable<string> Needed =>
        Nodes.SelectMany(node => node.Needed).Concat(Outputs.Select(output => output.Name));

    /// <summary>Drops the nodes whose values nobody takes.</summary>
    public void DropUnused()
    {
        var needed = Outputs.Select(output => output.Name).ToHashSet();
        for (var i = Nodes.Count - 1; i >= 0; i--)
            if (Nodes[i].Outputs.Any(needed.Contains)) needed.UnionWith(Nodes[i].Needed);
            else Nodes.RemoveAt(i);
    }
}

namespace KerasLikeRnn.Models;

/// <summary>The graph of a model's layers.</summary>
internal sealed class ModelDot
{
    private readonly Dictionary<Layer, Dot> expanded = [];
    private readonly Names names;
    private readonly DotLabels labels;

    public ModelDot(Model model, DotLabels labels, string rankdir, int dpi, bool isFrame, (int First, int Last)? range, Names names)
    {
        (this.labels, this.names) = (labels, names);
        Dot = new Dot(rankdir, dpi, isFrame ? model.name : null);
        if (model is not Functional { Graph: { } graph })
        {
            Dot.Add(new DotNode(names.Of(model), model.name));
            return;
        }
        for (var i = range?.First ?? 0; i < graph.Layers.Length && i <= (range?.Last ?? i); i++) AddLayer(graph.Layers[i]);
        for (var i = range?.First + 1 ?? 0; i < graph.Layers.Length && i <= (range?.Last ?? i); i++) AddEdges(graph, graph.Layers[i]);
    }

    public Dot Dot { get; }

    private void AddLayer(Layer layer)
    {
        if (labels.ExpandsNested && (layer as Functional ?? (layer as Wrapper)?.layer) is Functional inner)
        {
            expanded[layer] = new ModelDot(inner, labels, Dot.rankdir, Dot.dpi, isFrame: true, null, names).Dot;
            Dot.Add(expanded[layer]);
        }
        if (!(labels.ExpandsNested && layer is Functional)) Dot.Add(new DotNode(names.Of(layer), labels.Of(layer)));
    }

    private void AddEdges(Graph graph, Layer layer)
    {
        foreach (var parent in layer.Nodes.Where(graph.Contains).SelectMany(node => node.IsInput ? [] : node.Parents))
            AddEdge(parent.Node.Layer, layer);
    }

    private void AddEdge(Layer from, Layer to)
    {
        var source = expanded.TryGetValue(from, out var left) ? LastOf(left) : names.Of(from);
        if (!expanded.TryGetValue(to, out var entered))
        {
            Dot.AddEdge(source, names.Of(to));
            return;
        }
        if (to is Wrapper)
        {
            Dot.AddEdge(source, names.Of(to));
            source = names.Of(to);
        }
        Dot.AddEdge(source, FirstOf(entered));
    }

    private static string FirstOf(Dot dot) => dot.AllNodes.First().Name;

    private static string LastOf(Dot dot) => dot.AllNodes.Last().Name;

    /// <summary>Names of boxes: numbers in the order in which the layers are met.</summary>
    internal sealed class Names
    {
        private readonly Dictionary<Layer, string> given = new(ReferenceEqualityComparer.Instance);

        public string Of(Layer layer)
        {
            if (!given.TryGetValue(layer, out var name)) given[layer] = name = Invariant($"{given.Count + 1}");
            return name;
        }
    }
}

namespace KerasLikeRnn.Models;

/// <summary>A box of a <see cref="Dot"/>.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Label">What stands in it: fields between <c>|</c>, which <c>{}</c> puts the other way round.</param>
public sealed record DotNode(string Name, string Label);

/// <summary>
/// A graph of boxes and arrows, as <c>pydot.Dot</c> is one: what <c>keras.utils.model_to_dot</c> gives. It is drawn without Graphviz.
/// </summary>
public sealed class Dot
{
    private readonly List<DotNode> nodes = [];
    private readonly List<(string From, string To)> edges = [];
    private readonly List<Dot> clusters = [];

    internal Dot(string rankdir, int dpi, string? name) => (this.rankdir, this.dpi, this.name) = (rankdir, dpi, name);

    /// <summary>Name of a model inside of another one, whose boxes stand in a frame; null of the graph itself.</summary>
    public string? name { get; }

    /// <summary>Where arrows lead: "TB" down, "LR" to the right, "BT" up, "RL" to the left.</summary>
    public string rankdir { get; }

    /// <summary>Dots per inch: 96 draws lengths as they are.</summary>
    public int dpi { get; }

    /// <summary>The boxes, without those in frames.</summary>
    public IReadOnlyList<DotNode> get_nodes() => nodes;

    /// <summary>Names of the boxes at both ends of each arrow.</summary>
    public IReadOnlyList<(string source, string destination)> get_edges() => edges;

    /// <summary>The frames.</summary>
    public IReadOnlyList<Dot> get_subgraphs() => clusters;

    /// <summary>The graph in Graphviz's language.</summary>
    public string to_string()
    {
        var text = new StringBuilder("digraph G {\n");
        text.Append(Invariant($"rankdir={rankdir};\nconcentrate=True;\ndpi={dpi};\nnode [shape=record];\n"));
        WriteBody(text);
        return text.Append("}\n").ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => to_string();

    /// <summary>The graph as the text of a picture (svg).</summary>
    public string create_svg() => new DotPicture(this).Svg();

    /// <summary>The graph as the bytes of a picture of pixels (png), drawn with nothing but what is here.</summary>
    public byte[] create_png() => new DotPicture(this).Png();

    /// <summary>Writes the graph into a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="format">"png"; "svg"; "html", a page around it; "dot", "gv" or "raw", Graphviz's language; null for the path's
    /// extension.</param>
    /// <exception cref="NotSupportedException">The format is another one.</exception>
    public void write(string path, string? format = null)
    {
        byte[] bytes = (format ?? Path.GetExtension(Required.NotNull(path)).TrimStart('.')) switch
        {
            "png" => create_png(),
            "svg" => Encoding.UTF8.GetBytes(create_svg()),
            "html" or "htm" => Encoding.UTF8.GetBytes("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>model</title></head>\n"
                + $"<body>\n{create_svg()}</body>\n</html>\n"),
            "dot" or "gv" or "raw" => Encoding.UTF8.GetBytes(to_string()),
            var other => throw new NotSupportedException(
                $"A model is drawn as png, svg or html, or written in Graphviz's language (dot); '{other}' is not supported. Give another "
                + "file name, such as to_file: \"model.png\" or \"model.svg\"; browsers and editors open both."),
        };
        TemporaryFile.Replace(path, draft => File.WriteAllBytes(draft, bytes));
    }

    internal void Add(DotNode node) => nodes.Add(node);

    internal void Add(Dot cluster) => clusters.Add(cluster);

    internal void AddEdge(string from, string to)
    {
        if (!edges.Contains((from, to))) edges.Add((from, to));
    }

    /// <summary>All boxes and arrows, those in frames included.</summary>
    internal IEnumerable<DotNode> AllNodes => clusters.SelectMany(cluster => cluster.AllNodes).Concat(nodes);

    /// <inheritdoc cref="AllNodes"/>
    internal IEnumerable<(string From, string To)> AllEdges => clusters.SelectMany(cluster => cluster.AllEdges).Concat(edges);

    private void WriteBody(StringBuilder text)
    {
        foreach (var cluster in clusters)
        {
            text.Append($"subgraph \"cluster_{cluster.name}\" {{\nstyle=dashed;\nlabel=\"{cluster.name}\";\nlabeljust=l;\n");
            cluster.WriteBody(text);
            text.Append("}\n");
        }
        foreach (var node in nodes) text.Append($"{node.Name} [label=\"{node.Label.Replace("\"", "\\\"", StringComparison.Ordinal)}\"];\n");
        foreach (var (from, to) in edges) text.Append($"{from} -> {to};\n");
    }
}

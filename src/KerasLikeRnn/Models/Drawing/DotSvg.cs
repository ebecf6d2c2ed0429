using System.Security;

namespace KerasLikeRnn.Models;

/// <summary>The picture of a graph.</summary>
internal sealed class DotSvg
{
    private const double Edge = 8, Frame = 12, FrameTitle = 18, Arrow = 8;

    private readonly StringBuilder body = new();
    private readonly Dictionary<string, (double X, double Y, double Width, double Height)> boxes = [];

    public DotSvg(Dot dot)
    {
        var isSideways = dot.rankdir is "LR" or "RL";
        var isReversed = dot.rankdir is "BT" or "RL";
        var records = dot.AllNodes.ToDictionary(node => node.Name, node => DotRecord.Of(node.Label, isRow: !isSideways));
        var layout = new DotLayout(
            [.. records.Select(record => isSideways
                ? (record.Key, record.Value.Height, record.Value.Width) : (record.Key, record.Value.Width, record.Value.Height))],
            [.. dot.AllEdges.Select(edge => isReversed ? (edge.To, edge.From) : edge)]);
        foreach (var (name, record) in records)
        {
            var (x, y) = At(layout.Places[name], isSideways);
            boxes[name] = (x - record.Width / 2, y - record.Height / 2, record.Width, record.Height);
        }
        foreach (var cluster in dot.get_subgraphs()) DrawFrame(cluster);
        foreach (var way in layout.Ways) DrawArrow(isReversed ? [.. way.Reverse()] : way, isSideways, isReversed);
        foreach (var (name, record) in records) DrawBox(boxes[name], record);
        Text = Around(dot.dpi / 96.0);
    }

    /// <summary>The text of the picture.</summary>
    public string Text { get; }

    /// <summary>Writes a line of text around a point.</summary>
    public void Write(double x, double y, string text, string anchor = "middle") =>
        body.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y + 4.5:0.#}\" text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>\n"));

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2) =>
        body.Append(Invariant($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"black\"/>\n"));

    private void Rectangle(double x, double y, double width, double height, string style) =>
        body.Append(Invariant(
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" {style} stroke=\"black\"/>\n"));

    private static (double X, double Y) At(DotLayout.Place place, bool isSideways) =>
        isSideways ? (place.Along, place.Across) : (place.Across, place.Along);

    private void DrawBox((double X, double Y, double Width, double Height) box, DotRecord record)
    {
        Rectangle(box.X, box.Y, box.Width, box.Height, "fill=\"white\"");
        record.Draw(this, box.X, box.Y, box.Width, box.Height);
    }

    private void DrawArrow(DotLayout.Place[] way, bool isSideways, bool isReversed)
    {
        var direction = isReversed ? -1 : 1;
        var points = Array.ConvertAll(way, place => (place.Across, place.Along));
        points[0].Along += direction * way[0].Depth / 2;
        points[^1].Along -= direction * (way[^1].Depth / 2 + Arrow);
        var drawn = Array.ConvertAll(points, point => isSideways ? (X: point.Along, Y: point.Across) : (X: point.Across, Y: point.Along));
        var path = new StringBuilder(Invariant($"M{drawn[0].X:0.#},{drawn[0].Y:0.#}"));
        for (var i = 1; i < drawn.Length; i++)
        {
            var (from, to) = (drawn[i - 1], drawn[i]);
            var (middleX, middleY) = ((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            path.Append(isSideways
                ? Invariant($" C{middleX:0.#},{from.Y:0.#} {middleX:0.#},{to.Y:0.#} {to.X:0.#},{to.Y:0.#}")
                : Invariant($" C{from.X:0.#},{middleY:0.#} {to.X:0.#},{middleY:0.#} {to.X:0.#},{to.Y:0.#}"));
        }
        body.Append($"<path d=\"{path}\" fill=\"none\" stroke=\"black\"/>\n");
        DrawHead(drawn[^1].X, drawn[^1].Y, isSideways, direction * Arrow);
    }

    private void DrawHead(double x, double y, bool isSideways, double length) => body.Append(isSideways
        ? Invariant($"<polygon points=\"{x:0.#},{y - 4:0.#} {x + length:0.#},{y:0.#} {x:0.#},{y + 4:0.#}\"/>\n")
        : Invariant($"<polygon points=\"{x - 4:0.#},{y:0.#} {x:0.#},{y + length:0.#} {x + 4:0.#},{y:0.#}\"/>\n"));

    /// <summary>Draws the frame around the boxes of a model inside, those of models in it included.</summary>
    private void DrawFrame(Dot cluster)
    {
        var inside = cluster.AllNodes.Select(node => boxes[node.Name]).ToArray();
        if (inside.Length == 0) return;
        var (left, top) = (inside.Min(box => box.X) - Frame, inside.Min(box => box.Y) - FrameTitle);
        var (right, bottom) = (inside.Max(box => box.X + box.Width) + Frame, inside.Max(box => box.Y + box.Height) + Frame);
        Rectangle(left, top, right - left, bottom - top, "fill=\"none\" stroke-dasharray=\"4\"");
        Write(left + 4, top + 8, cluster.name!, "start");
        foreach (var inner in cluster.get_subgraphs()) DrawFrame(inner);
    }

    private string Around(double scale)
    {
        var right = boxes.Values.Select(box => box.X + box.Width).DefaultIfEmpty(0).Max() + Edge + Frame;
        var bottom = boxes.Values.Select(box => box.Y + box.Height).DefaultIfEmpty(0).Max() + Edge + Frame;
        var (left, top) = (-Edge - Frame, -Edge - FrameTitle);
        return Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{(right - left) * scale:0.#}\" height=\"{(bottom - top) * scale:0.#}\" ")
            + Invariant($"viewBox=\"{left:0.#} {top:0.#} {right - left:0.#} {bottom - top:0.#}\" ")
            + $"font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">\n{body}</svg>\n";
    }
}

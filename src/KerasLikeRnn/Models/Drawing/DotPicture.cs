namespace KerasLikeRnn.Models;

/// <summary>The picture of a graph: where everything stands.</summary>
internal sealed class DotPicture
{
    private const double Edge = 8, Margin = 12, Title = 18, Arrow = 8;

    private readonly Dot dot;
    private readonly Dictionary<string, DotRecord> records;
    private readonly DotLayout layout;
    private readonly bool isSideways;
    private readonly bool isReversed;
    private readonly Dictionary<string, (double X, double Y, double Width, double Height)> boxes = [];

    public DotPicture(Dot dot)
    {
        this.dot = dot;
        (isSideways, isReversed) = (dot.rankdir is "LR" or "RL", dot.rankdir is "BT" or "RL");
        records = dot.AllNodes.ToDictionary(node => node.Name, node => DotRecord.Of(node.Label, isRow: !isSideways));
        layout = new DotLayout(
            [.. records.Select(record => isSideways
                ? (record.Key, record.Value.Height, record.Value.Width) : (record.Key, record.Value.Width, record.Value.Height))],
            [.. dot.AllEdges.Select(edge => isReversed ? (edge.To, edge.From) : edge)]);
        foreach (var (name, record) in records)
        {
            var (x, y) = At(layout.Places[name]);
            boxes[name] = (x - record.Width / 2, y - record.Height / 2, record.Width, record.Height);
        }
    }

    /// <summary>The text of the picture (svg).</summary>
    public string Svg()
    {
        var svg = new DotSvg();
        Draw(svg);
        return svg.Text(Left, Top, Width, Height, Scale);
    }

    /// <summary>The file of the picture (png).</summary>
    public byte[] Png()
    {
        var png = new DotPng(Left, Top, Width, Height, Scale);
        Draw(png);
        return png.Encoded();
    }

    private static double Left => -Edge - Margin;

    private static double Top => -Edge - Title;

    private double Width => boxes.Values.Select(box => box.X + box.Width).DefaultIfEmpty(0).Max() + Edge + Margin - Left;

    private double Height => boxes.Values.Select(box => box.Y + box.Height).DefaultIfEmpty(0).Max() + Edge + Margin - Top;

    private double Scale => dot.dpi / 96.0;

    private void Draw(DotCanvas canvas)
    {
        foreach (var cluster in dot.get_subgraphs()) DrawFrame(canvas, cluster);
        foreach (var way in layout.Ways) DrawArrow(canvas, isReversed ? [.. way.Reverse()] : way);
        foreach (var (name, record) in records)
        {
            var (x, y, width, height) = boxes[name];
            canvas.Box(x, y, width, height);
            record.Draw(canvas, x, y, width, height);
        }
    }

    private (double X, double Y) At(DotLayout.Place place) => isSideways ? (place.Along, place.Across) : (place.Across, place.Along);

    private void DrawArrow(DotCanvas canvas, DotLayout.Place[] way)
    {
        var direction = isReversed ? -1 : 1;
        var points = Array.ConvertAll(way, place => (place.Across, place.Along));
        points[0].Along += direction * way[0].Depth / 2;
        points[^1].Along -= direction * (way[^1].Depth / 2 + Arrow);
        var drawn = Array.ConvertAll(points, point => isSideways ? (X: point.Along, Y: point.Across) : (X: point.Across, Y: point.Along));
        var curve = new List<(double X, double Y)> { drawn[0] };
        for (var i = 1; i < drawn.Length; i++)
        {
            var (from, to) = (drawn[i - 1], drawn[i]);
            var (middleX, middleY) = ((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            curve.AddRange(isSideways
                ? [(middleX, from.Y), (middleX, to.Y), to]
                : [(from.X, middleY), (to.X, middleY), to]);
        }
        canvas.Curve(curve);
        DrawHead(canvas, drawn[^1].X, drawn[^1].Y, direction * Arrow);
    }

    private void DrawHead(DotCanvas canvas, double x, double y, double length)
    {
        if (isSideways) canvas.Triangle((x, y - 4), (x + length, y), (x, y + 4));
        else canvas.Triangle((x - 4, y), (x, y + length), (x + 4, y));
    }

    /// <summary>Draws the frame around the boxes of a model inside, those of models in it included.</summary>
    private void DrawFrame(DotCanvas canvas, Dot cluster)
    {
        var inside = cluster.AllNodes.Select(node => boxes[node.Name]).ToArray();
        if (inside.Length == 0) return;
        var (left, top) = (inside.Min(box => box.X) - Margin, inside.Min(box => box.Y) - Title);
        var (right, bottom) = (inside.Max(box => box.X + box.Width) + Margin, inside.Max(box => box.Y + box.Height) + Margin);
        canvas.Frame(left, top, right - left, bottom - top);
        canvas.Write(left + 4, top + 8, cluster.name!, isCentred: false);
        foreach (var inner in cluster.get_subgraphs()) DrawFrame(canvas, inner);
    }
}

using System.Security;

namespace KerasLikeRnn.Models;

/// <summary>A graph as the text of a picture (svg).</summary>
internal sealed class DotSvg : DotCanvas
{
    private readonly StringBuilder body = new();

    /// <summary>The text of the picture.</summary>
    public string Text(double left, double top, double width, double height, double scale) => Invariant(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width * scale:0.#}\" height=\"{height * scale:0.#}\" ")
        + Invariant($"viewBox=\"{left:0.#} {top:0.#} {width:0.#} {height:0.#}\" ")
        + $"font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">\n{body}</svg>\n";

    public override void Write(double x, double y, string text, bool isCentred = true) => body.Append(
        Invariant($"<text x=\"{x:0.#}\" y=\"{y + 4.5:0.#}\" text-anchor=\"{(isCentred ? "middle" : "start")}\">")
        + $"{SecurityElement.Escape(text)}</text>\n");

    public override void Line(double x1, double y1, double x2, double y2) =>
        body.Append(Invariant($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"black\"/>\n"));

    public override void Box(double x, double y, double width, double height) => Rectangle(x, y, width, height, "fill=\"white\"");

    public override void Frame(double x, double y, double width, double height) =>
        Rectangle(x, y, width, height, "fill=\"none\" stroke-dasharray=\"4\"");

    public override void Curve(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder(Invariant($"M{points[0].X:0.#},{points[0].Y:0.#}"));
        for (var i = 1; i < points.Count; i++)
            path.Append(Invariant($"{(i % 3 == 1 ? " C" : " ")}{points[i].X:0.#},{points[i].Y:0.#}"));
        body.Append($"<path d=\"{path}\" fill=\"none\" stroke=\"black\"/>\n");
    }

    public override void Triangle((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => body.Append(Invariant(
        $"<polygon points=\"{a.X:0.#},{a.Y:0.#} {b.X:0.#},{b.Y:0.#} {c.X:0.#},{c.Y:0.#}\"/>\n"));

    private void Rectangle(double x, double y, double width, double height, string style) =>
        body.Append(Invariant(
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" {style} stroke=\"black\"/>\n"));
}

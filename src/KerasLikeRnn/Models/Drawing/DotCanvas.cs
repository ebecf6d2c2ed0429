namespace KerasLikeRnn.Models;

/// <summary>What a graph is drawn on. Lengths are pixels at 96 dots per inch.</summary>
internal abstract class DotCanvas
{
    /// <summary>Writes a line of text, around a point or from it on.</summary>
    public abstract void Write(double x, double y, string text, bool isCentred = true);

    /// <summary>Draws a line.</summary>
    public abstract void Line(double x1, double y1, double x2, double y2);

    /// <summary>Draws a white box.</summary>
    public abstract void Box(double x, double y, double width, double height);

    /// <summary>Draws a frame of dashes, which hides nothing.</summary>
    public abstract void Frame(double x, double y, double width, double height);

    /// <summary>Draws a line in Bézier's curves: a point, and for each curve two that bend it and its end.</summary>
    public abstract void Curve(IReadOnlyList<(double X, double Y)> points);

    /// <summary>Draws a black triangle.</summary>
    public abstract void Triangle((double X, double Y) a, (double X, double Y) b, (double X, double Y) c);
}

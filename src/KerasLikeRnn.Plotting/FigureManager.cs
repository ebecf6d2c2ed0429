namespace KerasLikeRnn.Plotting;

/// <summary>The open figures and which of them is the current one.</summary>
internal sealed class FigureManager
{
    private readonly List<Figure> open = []; // The last one is the current one.

    public IReadOnlyList<Figure> Open => [.. open.OrderBy(figure => figure.Number)];

    /// <summary>The current figure; the first call opens one.</summary>
    public Figure Current => open.Count > 0 ? open[^1] : Activate(null, null);

    /// <summary>Makes the figure of that number the current one and opens it if need be; no number opens the next.</summary>
    /// <param name="num">The figure's number, from 1.</param>
    /// <param name="figsize">Width and height in inches for a new figure; matplotlib's 6.4 x 4.8 by default.</param>
    public Figure Activate(int? num, (double Width, double Height)? figsize)
    {
        if (figsize is { } inches && !(inches.Width > 0 && inches.Height > 0 && double.IsFinite(inches.Width * inches.Height)))
            throw new ValueError(
                $"figure size must be positive finite not ({inches.Width}, {inches.Height})", nameof(figsize));
        var figure = open.Find(candidate => candidate.Number == num);
        if (figure is null)
            figure = new Figure(
                num ?? open.Select(other => other.Number).DefaultIfEmpty(0).Max() + 1,
                figsize?.Width * Points.PixelsPerInch ?? Figure.DefaultWidth,
                figsize?.Height * Points.PixelsPerInch ?? Figure.DefaultHeight);
        else open.Remove(figure);
        open.Add(figure);
        return figure;
    }

    public void CloseCurrent()
    {
        if (open.Count > 0) open.RemoveAt(open.Count - 1);
    }

    public void Close(int number) => open.RemoveAll(figure => figure.Number == number);

    public void CloseAll() => open.Clear();
}

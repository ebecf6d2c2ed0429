namespace KerasLikeRnn.Plotting;

/// <summary>One diagram of a figure: its artists, its two axes, title and legend.</summary>
internal sealed class Axes(Figure figure, SubplotCell cell)
{
    private const double TitlePad = 6;
    private readonly List<Artist> artists = [];
    private int nextLineColor;
    private int nextFaceColor;

    public Figure Figure { get; } = figure;

    public SubplotCell Cell { get; } = cell;

    public Axis X { get; } = new(isHorizontal: true);

    public Axis Y { get; } = new(isHorizontal: false);

    public string? Title { get; set; }

    /// <summary>In points.</summary>
    public double TitleSize { get; set; } = 12;

    public Legend? Legend { get; set; }

    public bool HasColorbar { get; set; }

    public IReadOnlyList<Artist> Artists => artists;

    public Interval XLimits => X.LimitsFor(Interval.Of(artists.Select(artist => artist.XExtent)), StickyEdges(artist => artist.StickyX));

    /// <summary>Pictures have row 0 on top.</summary>
    public Interval YLimits
    {
        get
        {
            var limits = Y.LimitsFor(Interval.Of(artists.Select(artist => artist.YExtent)), StickyEdges(artist => artist.StickyY));
            return HasImage && Y.Limits is null ? new Interval(limits.High, limits.Low) : limits;
        }
    }

    /// <summary>The rectangle of the diagram in fractions of the figure.</summary>
    public Box Position
    {
        get
        {
            var cell = Figure.Grid.Cell(Cell);
            if (HasColorbar) cell = cell with { Right = cell.Left + Colorbar.AxesShare * cell.Width };
            return HasImage ? SquarePixels(cell) : cell;
        }
    }

    /// <summary>The rectangle of the diagram in pixels from the figure's lower left corner.</summary>
    public Box Pixels
    {
        get
        {
            var position = Position;
            return new Box(
                position.Left * Figure.Width, position.Bottom * Figure.Height, position.Right * Figure.Width, position.Top * Figure.Height);
        }
    }

    /// <summary>How far the title reaches above the diagram, in pixels.</summary>
    public double TitleHeight =>
        string.IsNullOrEmpty(Title) ? 0 : Points.ToPixels(TitlePad) + TextSize.Height(Title, Points.ToPixels(TitleSize));

    /// <summary>What a colour scale needs to the right of the cell, in pixels: its numbers.</summary>
    public double ColorbarRoom => HasColorbar ? Axis.TickLength + 3 * Points.ToPixels(Points.FontSize) : 0;

    private bool HasImage => artists.Exists(artist => artist is Image);

    public void Add(Artist artist) => artists.Add(artist);

    /// <summary>The next colour of the cycle for lines.</summary>
    public string NextLineColor() => Colors.OfCycle(nextLineColor++);

    /// <summary>The next colour of the cycle for bars and scattered points.</summary>
    public string NextFaceColor() => Colors.OfCycle(nextFaceColor++);

    private double[] StickyEdges(Func<Artist, IEnumerable<double>> edges) => [.. artists.SelectMany(edges)];

    // The largest rectangle inside the cell whose pixels are squares; beside a colour scale it leans to the right.
    private Box SquarePixels(Box cell)
    {
        var aspect = Math.Abs(XLimits.Length / YLimits.Length) * Figure.Height / Figure.Width;
        var width = Math.Min(cell.Width, cell.Height * aspect);
        var height = width / aspect;
        var left = HasColorbar ? cell.Right - width : cell.CenterX - width / 2;
        return new Box(left, cell.CenterY - height / 2, left + width, cell.CenterY + height / 2);
    }
}

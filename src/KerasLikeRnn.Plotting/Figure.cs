namespace KerasLikeRnn.Plotting;

/// <summary>One page: a size in pixels and the axes on it.</summary>
internal sealed class Figure(int number, double width, double height)
{
    public const double DefaultWidth = 6.4 * Points.PixelsPerInch;
    public const double DefaultHeight = 4.8 * Points.PixelsPerInch;

    private readonly List<Axes> axes = [];
    private Axes? current;

    /// <summary>Counts from 1.</summary>
    public int Number { get; } = number;

    /// <summary>In pixels.</summary>
    public double Width { get; } = width;

    /// <summary>In pixels.</summary>
    public double Height { get; } = height;

    public SubplotGrid Grid { get; set; } = new();

    /// <summary>Where show or pause wrote the page; null before.</summary>
    public string? Page { get; set; }

    public IReadOnlyList<Axes> Axes => axes;

    /// <summary>The axes that the next call draws on; the first call makes one that fills the figure.</summary>
    public Axes CurrentAxes => current ?? Activate(SubplotCell.Whole);

    /// <summary>Makes the axes at that place the current one.</summary>
    public Axes Activate(SubplotCell cell)
    {
        current = axes.Find(candidate => candidate.Cell == cell);
        if (current is null) axes.Add(current = new Axes(this, cell));
        return current;
    }

    public void Clear()
    {
        axes.Clear();
        current = null;
    }

    /// <summary>Empties the current axes but keeps its place.</summary>
    public void ClearCurrentAxes()
    {
        var cell = CurrentAxes.Cell;
        axes.Remove(CurrentAxes);
        current = null;
        Activate(cell);
    }
}

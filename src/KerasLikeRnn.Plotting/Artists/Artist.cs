using Plotly.NET;

namespace KerasLikeRnn.Plotting;

/// <summary>Something drawn inside an axes: knows its extent for the limits, its places for the legend, and its plotly.js trace.</summary>
internal abstract class Artist
{
    /// <summary>Its text in the legend; null, or beginning with an underscore, keeps it out.</summary>
    public string? Label { get; set; }

    public bool HasLegendEntry => !string.IsNullOrEmpty(Label) && !Label.StartsWith('_');

    /// <summary>From the leftmost to the rightmost point; null asks for no room.</summary>
    public abstract Interval? XExtent { get; }

    /// <summary>From the lowest to the highest point; null asks for no room.</summary>
    public abstract Interval? YExtent { get; }

    /// <summary>Limits of the extent beyond which no margin is added: the foot of a bar, the border of a picture.</summary>
    public virtual IEnumerable<double> StickyX => [];

    /// <inheritdoc cref="StickyX"/>
    public virtual IEnumerable<double> StickyY => [];

    /// <summary>Points in the way of a legend.</summary>
    public virtual IEnumerable<(double X, double Y)> Points => [];

    /// <summary>Whether a line joins the points (matplotlib counts the path of a line that shows markers only, too).</summary>
    public virtual bool IsPath => false;

    /// <summary>Rectangles in the way of a legend.</summary>
    public virtual IEnumerable<Box> Boxes => [];

    /// <summary>The trace of plotly.js, without its axes and its place in a legend.</summary>
    public abstract Trace ToTrace(Axes axes);

    /// <summary>A gap in JSON is null.</summary>
    protected static double?[] WithGaps(double[] values) => [.. values.Select(value => double.IsFinite(value) ? value : (double?)null)];
}

using System.Diagnostics.CodeAnalysis;

namespace KerasLikeRnn.Plotting;

/// <summary>A marker's shape in plotly.js, and its size there when matplotlib's is 1.</summary>
/// <param name="Symbol">The name of the shape in plotly.js.</param>
/// <param name="Scale">Both libraries' shapes have a nominal size; the factor makes them equally large.</param>
/// <param name="HasEdge">Matplotlib draws a stroke of one point around each marker, except around the pixel, which has no size.</param>
internal sealed record Marker(string Symbol, double Scale = 1, bool HasEdge = true)
{
    // plotly.js draws its thin cross, star and ticks 1.4 times the nominal size.
    private const double Thin = 1 / 1.4;
    private const double EdgeWidth = 1;

    private static readonly Dictionary<string, Marker> Markers = new(StringComparer.Ordinal)
    {
        ["."] = new("circle", 0.5),
        [","] = new("square", 1, HasEdge: false),
        ["o"] = new("circle"),
        ["v"] = new("triangle-down"),
        ["^"] = new("triangle-up"),
        ["<"] = new("triangle-left"),
        [">"] = new("triangle-right"),
        ["1"] = new("y-down", 0.7),
        ["2"] = new("y-up", 0.7),
        ["3"] = new("y-left", 0.7),
        ["4"] = new("y-right", 0.7),
        ["8"] = new("octagon"),
        ["s"] = new("square"),
        ["p"] = new("pentagon"),
        ["P"] = new("cross", 0.85),
        ["*"] = new("star", Thin),
        ["h"] = new("hexagon"),
        ["H"] = new("hexagon2"),
        ["+"] = new("cross-thin", Thin),
        ["x"] = new("x-thin"),
        ["X"] = new("x", 0.85),
        ["D"] = new("diamond", 1.09),
        ["d"] = new("diamond-tall"),
        ["|"] = new("line-ns", Thin),
        ["_"] = new("line-ew", Thin),
    };

    public static bool TryGet(string name, [NotNullWhen(true)] out Marker? marker) => Markers.TryGetValue(name, out marker);

    /// <summary>The marker of that name; null for matplotlib's names of no marker.</summary>
    /// <exception cref="ValueError">There is no such marker.</exception>
    public static Marker? Parse(string name, string argument)
    {
        if (name is "" or " " or "none" or "None") return null;
        return TryGet(name, out var marker)
            ? marker
            : throw new ValueError(
                $"Unrecognized marker style '{name}': expected one of {string.Join(' ', Markers.Keys)} or 'none'.", argument);
    }

    /// <summary>The marker of plotly.js for a size in points.</summary>
    public DynamicObj.DynamicObj ToPlotly(string color, double size) => Json.Object(
        ("symbol", Symbol),
        ("size", HasEdge ? Points.ToPixels(size) * Scale : 1),
        ("color", color),
        ("line", Json.Object(("color", color), ("width", HasEdge ? Points.ToPixels(EdgeWidth) : 0))));
}

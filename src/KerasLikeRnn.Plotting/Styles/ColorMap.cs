namespace KerasLikeRnn.Plotting;

/// <summary>Colours for values between 0 and 1, evenly spread.</summary>
internal sealed class ColorMap
{
    private readonly string[] stops;

    private ColorMap(params string[] stops) => this.stops = stops;

    // viridis: nine of the colours that Stefan van der Walt and Nathaniel Smith published for matplotlib (CC0).
    private static readonly Dictionary<string, ColorMap> Maps = new(StringComparer.Ordinal)
    {
        ["viridis"] = new("#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"),
        ["gray"] = new("#000000", "#ffffff"),
        ["gray_r"] = new("#ffffff", "#000000"),
        ["binary"] = new("#ffffff", "#000000"),
    };

    /// <exception cref="ValueError">The map is not one of those known here.</exception>
    public static ColorMap Parse(string cmap) => Maps.TryGetValue(cmap, out var map)
        ? map
        : throw new ValueError(
            $"'{cmap}' is not a valid value for cmap; supported values are '{string.Join("', '", Maps.Keys)}'.", nameof(cmap));

    /// <summary>The value of plotly.js's attribute <c>colorscale</c>.</summary>
    public object[][] ToPlotly() => [.. stops.Select((color, index) => new object[] { (double)index / (stops.Length - 1), color })];
}

namespace KerasLikeRnn.Plotting;

/// <summary>A place for a legend.</summary>
/// <param name="Name">Matplotlib's name.</param>
/// <param name="X">0 at the left border, 1 at the right one.</param>
/// <param name="Y">0 at the lower border, 1 at the upper one.</param>
internal sealed record LegendLocation(string Name, double X, double Y)
{
    public static readonly LegendLocation Best = new("best", double.NaN, double.NaN);

    /// <summary>All but "best", in the order of matplotlib's codes 1 to 10, which is the order in which "best" tries them.</summary>
    public static readonly IReadOnlyList<LegendLocation> Fixed =
    [
        new("upper right", 1, 1),
        new("upper left", 0, 1),
        new("lower left", 0, 0),
        new("lower right", 1, 0),
        new("right", 1, 0.5),
        new("center left", 0, 0.5),
        new("center right", 1, 0.5),
        new("lower center", 0.5, 0),
        new("upper center", 0.5, 1),
        new("center", 0.5, 0.5),
    ];

    private static readonly LegendLocation[] All = [Best, .. Fixed];

    /// <exception cref="ValueError">There is no such location.</exception>
    public static LegendLocation Parse(string loc) => Array.Find(All, location => location.Name == loc)
        ?? throw new ValueError(
            $"'{loc}' is not a valid value for loc; supported values are '{string.Join("', '", All.Select(location => location.Name))}'",
            nameof(loc));

    /// <exception cref="ValueError">The code is not one of 0 to 10.</exception>
    public static LegendLocation Parse(int loc) => loc >= 0 && loc < All.Length
        ? All[loc]
        : throw new ValueError("loc must be one of matplotlib's codes 0 ('best') to 10 ('center').", nameof(loc));

    public string XAnchor => X switch { 0 => "left", 1 => "right", _ => "center" };

    public string YAnchor => Y switch { 0 => "bottom", 1 => "top", _ => "middle" };
}

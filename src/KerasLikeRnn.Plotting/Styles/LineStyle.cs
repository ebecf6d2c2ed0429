namespace KerasLikeRnn.Plotting;

/// <summary>How a line is dashed: lengths of dashes and gaps in line widths; none at all for a solid line.</summary>
internal sealed record LineStyle(params double[] Dashes)
{
    public static readonly LineStyle Solid = new();
    private static readonly LineStyle Dashed = new(3.7, 1.6);
    private static readonly LineStyle DashDot = new(6.4, 1.6, 1, 1.6);
    private static readonly LineStyle Dotted = new(1, 1.65);

    /// <summary>The line style of that name; null for matplotlib's names of no line.</summary>
    /// <exception cref="ValueError">There is no such style.</exception>
    public static LineStyle? Parse(string name, string argument) => name switch
    {
        "-" or "solid" => Solid,
        "--" or "dashed" => Dashed,
        "-." or "dashdot" => DashDot,
        ":" or "dotted" => Dotted,
        "" or " " or "none" or "None" => null,
        _ => throw new ValueError(
            $"'{name}' is not a valid value for ls; supported values are '-', '--', '-.', ':', 'solid', 'dashed', 'dashdot', 'dotted', "
            + $"'None', 'none', ' ', ''", argument),
    };

    /// <summary>The value of plotly.js's attribute <c>dash</c> for a line of that width in pixels.</summary>
    public string ToPlotly(double width) =>
        Dashes.Length == 0 ? "solid" : string.Join(',', Dashes.Select(length => Invariant($"{length * width:0.##}px")));
}

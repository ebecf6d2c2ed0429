using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasLikeRnn.Plotting;

/// <summary>Matplotlib's ways to name a colour, turned into CSS colours.</summary>
internal static partial class Colors
{
    private const string Transparent = "rgba(0,0,0,0)";

    // The colours of matplotlib's default cycle, "tab10".
    private static readonly string[] Cycle =
    [
        "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf",
    ];

    private static readonly string[] CycleNames =
        ["blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan"];

    private static readonly Dictionary<char, string> Letters = new()
    {
        ['b'] = "#0000ff",
        ['g'] = "#008000",
        ['r'] = "#ff0000",
        ['c'] = "#00bfbf",
        ['m'] = "#bf00bf",
        ['y'] = "#bfbf00",
        ['k'] = "#000000",
        ['w'] = "#ffffff",
    };

    public static string OfCycle(int index) => Cycle[index % Cycle.Length];

    public static bool IsLetter(char letter) => Letters.ContainsKey(letter);

    /// <summary>The CSS colour of a matplotlib colour.</summary>
    /// <exception cref="ValueError">The text names no colour.</exception>
    public static string Parse(string color, string argument) => TryParse(color, out var css)
        ? css
        : throw new ValueError(
            $"'{color}' is not a valid value for color: expected one of the letters b, g, r, c, m, y, k, w, C0 to C9, a CSS name such "
            + $"as 'orange', 'tab:blue', '#rrggbb', a grey level such as '0.5', or 'none'.", argument);

    public static bool TryParse(string color, [NotNullWhen(true)] out string? css)
    {
        css = color switch
        {
            [var letter] when Letters.TryGetValue(letter, out var rgb) => rgb,
            "none" or "None" => Transparent,
            ['C', ..] when CycleName().IsMatch(color) => OfCycle(int.Parse(color.AsSpan(1), CultureInfo.InvariantCulture)),
            ['#', ..] => FromHexadecimal(color),
            ['t', 'a', 'b', ':', .. var name] => FromCycleName(name.Replace("grey", "gray", StringComparison.Ordinal)),
            [>= '0' and <= '9' or '.', ..] => FromGrey(color),
            _ => FromCssName(color),
        };
        return css is not null;
    }

    private static string? FromHexadecimal(string color)
    {
        if (!Hexadecimal().IsMatch(color)) return null;
        var digits = color[1..].ToLowerInvariant();
        return digits.Length is 6 or 8 ? "#" + digits : "#" + string.Concat(digits.Select(digit => new string(digit, 2)));
    }

    private static string? FromCycleName(string name)
    {
        var index = Array.IndexOf(CycleNames, name);
        return index < 0 ? null : Cycle[index];
    }

    private static string? FromGrey(string color)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(color, plain, CultureInfo.InvariantCulture, out var level) || level is not (>= 0 and <= 1)) return null;
        return Hex((byte)Math.Round(level * 255), (byte)Math.Round(level * 255), (byte)Math.Round(level * 255));
    }

    private static string? FromCssName(string name)
    {
        // .NET knows the CSS names, spells grey "gray" and adds the colours of the desktop, which are none of CSS's.
        var color = System.Drawing.Color.FromName(name.ToLowerInvariant().Replace("grey", "gray", StringComparison.Ordinal));
        return color is { IsKnownColor: true, IsSystemColor: false, A: 255 } ? Hex(color.R, color.G, color.B) : null;
    }

    private static string Hex(byte red, byte green, byte blue) => Invariant($"#{red:x2}{green:x2}{blue:x2}");

    [GeneratedRegex("^C[0-9]{1,6}$")]
    private static partial Regex CycleName();

    [GeneratedRegex("^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")]
    private static partial Regex Hexadecimal();
}

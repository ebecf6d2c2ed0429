namespace KerasLikeRnn.Plotting;

/// <summary>
/// Matplotlib's short notation for a line's look, such as <c>"bo"</c>, <c>"r--"</c> or <c>"C3.-"</c>: a colour, a marker and a line style,
/// each at most once, in any order; or a colour alone in any notation.
/// </summary>
/// <param name="Color">The colour as written, or null.</param>
/// <param name="Marker">The marker as written, or null.</param>
/// <param name="LineStyle">The line style as written, or null.</param>
internal sealed record FormatString(string? Color, string? Marker, string? LineStyle)
{
    /// <summary>Reads a format string; an empty one leaves all to the defaults.</summary>
    /// <exception cref="ValueError">A character means nothing, or a colour, marker or line style is given twice.</exception>
    public static FormatString Parse(string format)
    {
        // A digit is a marker ("1" to "4", "8") before it is a grey level.
        if (!format.All(char.IsAsciiDigit) && Colors.TryParse(format, out _)) return new FormatString(format, null, null);

        string? color = null, marker = null, lineStyle = null;
        for (var position = 0; position < format.Length;)
        {
            var token = NextToken(format, position);
            if (token is ['C', _, ..] || (token is [var letter] && Colors.IsLetter(letter))) Set(ref color, token, "color", format);
            else if (token is "-" or "--" or "-." or ":" or " ") Set(ref lineStyle, token, "linestyle", format);
            else if (Plotting.Marker.TryGet(token, out _)) Set(ref marker, token, "marker", format);
            else throw Invalid(format, $"unrecognized character '{token}'");
            position += token.Length;
        }
        return new FormatString(color, marker, lineStyle);
    }

    private static string NextToken(string format, int position)
    {
        var rest = format[position..];
        if (rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("-.", StringComparison.Ordinal)) return rest[..2];
        if (rest[0] != 'C') return rest[..1];
        var digits = rest.Skip(1).TakeWhile(char.IsAsciiDigit).Count();
        return rest[..(1 + digits)];
    }

    private static void Set(ref string? part, string token, string kind, string format)
    {
        if (part is not null) throw Invalid(format, $"two {kind} symbols");
        part = token;
    }

    private static ValueError Invalid(string fmt, string why) =>
        new($"'{fmt}' is not a valid format string ({why})", nameof(fmt));
}

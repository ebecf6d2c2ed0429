namespace KerasLikeRnn.Python;

/// <summary>
/// What stands after the colon of a replacement field of Python's <c>str.format</c>, for numbers:
/// <c>[[fill]align][sign][0][width][.precision][d|f|F|e|E|g|G|%]</c>.
/// </summary>
internal sealed record FormatSpecification(char Fill, char Align, char Sign, int Width, int? Precision, char Type)
{
    /// <exception cref="ValueError">The text is not such a specification.</exception>
    public static FormatSpecification Parse(string text)
    {
        var at = 0;
        var fill = ' ';
        var align = '\0';
        var hasFill = text.Length > 1 && IsAlign(text[1]);
        if (hasFill) { fill = text[0]; align = text[1]; at = 2; }
        else if (text.Length > 0 && IsAlign(text[0])) { align = text[0]; at = 1; }

        var sign = Take(c => c is '+' or '-' or ' ', '-');
        if (Take(c => c == '0', '\0') == '0')
        {
            if (!hasFill) fill = '0';
            if (align == '\0') align = '=';
        }
        var width = Number() ?? 0;
        int? precision = null;
        if (Take(c => c == '.', '\0') == '.') precision = Number() ?? throw new ValueError("Format specifier missing precision");
        var type = Take(c => "dfFeEgG%".Contains(c, StringComparison.Ordinal), '\0');
        if (at != text.Length) throw new ValueError($"Invalid format specifier: '{text}'");
        return new FormatSpecification(fill, align == '\0' ? '>' : align, sign, width, precision, type);

        char Take(Func<char, bool> accepts, char otherwise) => at < text.Length && accepts(text[at]) ? text[at++] : otherwise;

        int? Number()
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            return at == start ? null : int.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The text of a <see cref="long"/> or <see cref="double"/>.</summary>
    public string Apply(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var negative = value is long whole ? whole < 0 : double.IsNegative(number) && !double.IsNaN(number);
        var asWhole = Type == 'd' || (value is long && Type == '\0');
        var text = asWhole ? WholeText(value) : FloatText(Math.Abs(number));
        return Pad(negative ? "-" : Sign == '-' ? "" : Sign.ToString(), text);
    }

    private string WholeText(object value)
    {
        if (value is not long number) throw new ValueError($"Unknown format code '{Type}' for object of type 'float'");
        if (Precision is not null) throw new ValueError("Precision not allowed in integer format specifier");
        return number.ToString(CultureInfo.InvariantCulture).TrimStart('-');
    }

    private string FloatText(double number)
    {
        var text = Type switch
        {
            'f' or 'F' => PythonFormat.Fixed(number, Precision ?? 6),
            'e' or 'E' => PythonFormat.Exponent(number, Precision ?? 6),
            '%' => PythonFormat.Fixed(number * 100, Precision ?? 6) + "%",
            'g' or 'G' => General(number, Precision ?? 6),
            _ when Precision is { } digits => WithPoint(General(number, digits)),
            _ => PythonNumber.Repr(number),
        };
        return Type is 'F' or 'E' or 'G' ? text.ToUpperInvariant() : text;
    }

    // %g: as many significant digits as asked for, without zeros at the end, scientific below 1e-4 and from 10^digits on.
    private static string General(double number, int digits)
    {
        if (!double.IsFinite(number)) return PythonFormat.Fixed(number, 0);
        digits = Math.Max(digits, 1);
        var scientific = PythonFormat.Exponent(number, digits - 1);
        var e = scientific.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent < -4 || exponent >= digits
            ? TrimZeros(scientific[..e]) + scientific[e..]
            : TrimZeros(PythonFormat.Fixed(number, digits - 1 - exponent));
    }

    private static string TrimZeros(string text) =>
        text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;

    private static string WithPoint(string text) =>
        text.AsSpan().ContainsAny(['.', 'e', 'n', 'i']) ? text : text + ".0";

    private string Pad(string sign, string text)
    {
        var missing = Math.Max(0, Width - sign.Length - text.Length);
        var left = Align switch { '<' => 0, '^' => missing / 2, _ => missing };
        return Align == '='
            ? sign + new string(Fill, missing) + text
            : new string(Fill, left) + sign + text + new string(Fill, missing - left);
    }

    private static bool IsAlign(char c) => c is '<' or '>' or '=' or '^';
}

namespace KerasLikeRnn.Python;

/// <summary>
/// Numbers written as Python formats them, whatever the culture: <c>'%.4f' % x</c>, <c>'%.4e' % x</c>, <c>'{:,}'.format(n)</c> and the part
/// of <c>str.format</c> that file names of checkpoints use.
/// </summary>
internal static class PythonFormat
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary><c>'%.Nf' % value</c>; not-a-number is <c>nan</c>, the infinities are <c>inf</c> and <c>-inf</c>.</summary>
    public static string Fixed(double value, int decimals) =>
        NotFinite(value) ?? value.ToString("F" + decimals.ToString(Invariant), Invariant);

    /// <summary><c>'%.Ne' % value</c>: the exponent has a sign and at least two digits.</summary>
    public static string Exponent(double value, int decimals) =>
        NotFinite(value) ?? ShortExponent(value.ToString("e" + decimals.ToString(Invariant), Invariant));

    /// <summary><c>'{:,}'.format(value)</c>.</summary>
    public static string Thousands(long value) => value.ToString("N0", Invariant);

    /// <summary>
    /// <c>template.format(**fields)</c> for numbers: <c>{epoch}</c>, <c>{epoch:02d}</c>, <c>{val_loss:.4f}</c>, <c>{{</c>, <c>}}</c>;
    /// specifications <c>[[fill]align][sign][0][width][.precision][d|f|F|e|E|g|G|%]</c>.
    /// </summary>
    /// <param name="template">Text with replacement fields in braces.</param>
    /// <param name="field">Gives a field's number: a <see cref="long"/> or a <see cref="double"/>; null where there is no such
    /// field.</param>
    /// <exception cref="KeyNotFoundException">A field is not known; the message is the field's name in quotes, as Python's
    /// KeyError.</exception>
    /// <exception cref="ValueError">The template or a specification is malformed.</exception>
    public static string Format(string template, Func<string, object?> field)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            var doubled = i + 1 < template.Length && template[i + 1] == c;
            if (c is '{' or '}' && doubled) { text.Append(c); i++; }
            else if (c == '}') throw new ValueError("Single '}' encountered in format string");
            else if (c == '{')
            {
                var end = template.IndexOf('}', i);
                if (end < 0) throw new ValueError("Single '{' encountered in format string");
                text.Append(FormatField(template[(i + 1)..end], field));
                i = end;
            }
            else text.Append(c);
        }
        return text.ToString();
    }

    private static string FormatField(string inside, Func<string, object?> field)
    {
        var colon = inside.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? inside : inside[..colon];
        var value = field(name) ?? throw new KeyNotFoundException($"'{name}'");
        return FormatSpecification.Parse(colon < 0 ? "" : inside[(colon + 1)..]).Apply(value);
    }

    private static string? NotFinite(double value) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;

    // .NET writes three exponent digits (e+005), C and Python as many as needed but two at least (e+05).
    private static string ShortExponent(string text)
    {
        var e = text.LastIndexOfAny(['e', 'E']);
        var digits = text[(e + 2)..].TrimStart('0').PadLeft(2, '0');
        return text[..(e + 2)] + digits;
    }
}

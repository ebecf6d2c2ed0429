namespace KerasLikeRnn.Python;

/// <summary>Floating-point numbers as Python writes them: the fewest digits that read back as the same number.</summary>
public static class PythonNumber
{
    /// <summary><c>repr(x)</c> of a Python float: <c>0.5</c>, <c>1.0</c>, <c>1e-07</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c>.</summary>
    public static string Repr(double value) =>
        Layout(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary><c>str(x)</c> of a NumPy float32: the digits that tell it from its neighbours in single precision.</summary>
    public static string Repr(float value) =>
        Layout(value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary><c>str(x)</c> of a NumPy float16.</summary>
    public static string Repr(Half value) =>
        Layout((double)value, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>C's <c>%g</c> with a number of digits: <c>0.1</c>, <c>1e-07</c>.</summary>
    public static string General(double value, int digits)
    {
        if (!double.IsFinite(value)) return Repr(value);
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        var scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific[(scientific.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        if (exponent >= -4 && exponent < digits)
            return Trimmed(value.ToString(
                "F" + (digits - 1 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        return Trimmed(scientific[..scientific.IndexOf('E')]) + Invariant($"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <summary>Takes the shortest digits as .NET lays them out (<c>-1.5E-07</c>) and lays them out as Python does.</summary>
    private static string Layout(double value, string shortest)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var sign = shortest[0] == '-' ? "-" : "";
        var number = shortest[sign.Length..];
        var e = number.IndexOf('E', StringComparison.Ordinal);
        var written = e < 0 ? 0 : int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? number : number[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        if (digits.Length == 0)
            return sign + "0.0";
        var exponent = written + point - 1 - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        // The value decides, not its digits: the float32 next to 0.0001 lies just below it and NumPy shows 1e-04.
        return sign + (Math.Abs(value) is < 1e-4 or >= 1e16 ? Scientific(digits, exponent) : Plain(digits, exponent));
    }

    private static string Scientific(string digits, int exponent) =>
        Invariant($"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        var whole = digits.PadRight(exponent + 1, '0');
        return whole[..(exponent + 1)] + "." + (whole.Length == exponent + 1 ? "0" : whole[(exponent + 1)..]);
    }

    private static string Trimmed(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;
}

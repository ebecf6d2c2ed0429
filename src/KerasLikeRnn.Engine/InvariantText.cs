using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>
/// An interpolated string that is written the same on every machine, whatever its culture: a parameter of this type takes
/// <c>$"{0.5}"</c>, also cut into pieces, <c>$"..." + $"..."</c>.
/// </summary>
/// <param name="literalLength">How many letters stand between the holes.</param>
/// <param name="formattedCount">How many holes there are.</param>
[InterpolatedStringHandler]
public ref struct InvariantText(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>The string.</summary>
    public static string Invariant(InvariantText text) => text.ToStringAndClear();

    /// <summary>Adds what stands between two holes.</summary>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <summary>Adds a value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format) => text.AppendFormatted(value, format);

    /// <summary>Adds letters.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => text.AppendFormatted(value);

    /// <summary>The string; the handler is used up.</summary>
    public string ToStringAndClear() => text.ToStringAndClear();
}

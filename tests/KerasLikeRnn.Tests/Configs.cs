using System.Collections;
using System.Globalization;

namespace KerasLikeRnn.Tests;

/// <summary>Comparisons of configurations.</summary>
internal static class Configs
{
    /// <summary>Python's text of a configuration in which numbers are rounded to float32, so that 1 and 1.0 are the same.</summary>
    public static string Text(object? value) => value switch
    {
        null => "None",
        string text => $"'{text}'",
        bool truth => truth ? "True" : "False",
        IReadOnlyDictionary<string, object?> entries =>
            $"{{{string.Join(", ", entries.Select(entry => $"'{entry.Key}': {Text(entry.Value)}"))}}}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        IConvertible number => number.ToSingle(CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A configuration holds no {value.GetType().Name}.", nameof(value)),
    };
}

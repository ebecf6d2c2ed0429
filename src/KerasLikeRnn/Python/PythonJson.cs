namespace KerasLikeRnn.Python;

/// <summary>Values as Python's <c>json.dumps</c> writes them.</summary>
internal static class PythonJson
{
    /// <summary>The text of a value: blanks after commas and colons, or one entry a line.</summary>
    /// <param name="value">Numbers, strings, truth values, null, lists and dictionaries of them.</param>
    /// <param name="indent">Blanks before the entries of each level; null for a single line.</param>
    /// <exception cref="NotSupportedException">Something else is inside.</exception>
    public static string Dumps(object? value, int? indent = null)
    {
        var text = new StringBuilder();
        Write(text, value, indent, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int? indent, int level)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool truth: text.Append(truth ? "true" : "false"); break;
            case string letters: WriteString(text, letters); break;
            case double number: text.Append(Number(PythonNumber.Repr(number))); break;
            case float number: text.Append(Number(PythonNumber.Repr((double)number))); break;
            case int or long: text.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)); break;
            case IReadOnlyDictionary<string, object?> entries:
                WriteEntries(text, '{', '}', entries.Select(entry => (Action)(() =>
                {
                    WriteString(text, entry.Key);
                    text.Append(": ");
                    Write(text, entry.Value, indent, level + 1);
                })), indent, level);
                break;
            case IEnumerable items:
                WriteEntries(
                    text, '[', ']', items.Cast<object?>().Select(item => (Action)(() => Write(text, item, indent, level + 1))), indent,
                    level);
                break;
            default:
                throw new NotSupportedException(
                    $"An object of type {value.GetType().Name} cannot be written as JSON. Return numbers, strings, lists and dictionaries "
                    + $"from get_config.");
        }
    }

    private static void WriteEntries(StringBuilder text, char open, char close, IEnumerable<Action> entries, int? indent, int level)
    {
        text.Append(open);
        var count = 0;
        foreach (var write in entries)
        {
            if (count++ > 0) text.Append(indent is null ? ", " : ",");
            if (indent is { } width) text.Append('\n').Append(' ', width * (level + 1));
            write();
        }
        if (count > 0 && indent is { } outer) text.Append('\n').Append(' ', outer * level);
        text.Append(close);
    }

    private static string Number(string repr) => repr switch { "inf" => "Infinity", "-inf" => "-Infinity", "nan" => "NaN", _ => repr };

    private static void WriteString(StringBuilder text, string letters)
    {
        text.Append('"');
        foreach (var letter in letters)
            text.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => Invariant($"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        text.Append('"');
    }
}

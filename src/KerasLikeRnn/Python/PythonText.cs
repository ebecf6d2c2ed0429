using System.Reflection;
using System.Text.RegularExpressions;

namespace KerasLikeRnn.Python;

/// <summary>Values as Python shows them.</summary>
/// <remarks>
/// <c>null</c> is <c>None</c>, a <see cref="bool"/> is <c>True</c> or <c>False</c>, arrays, lists and other enumerables are lists,
/// tuples and <c>long[]</c> (the shape of an <see cref="NDArray"/>) are tuples, dictionaries are dictionaries, an
/// <see cref="NDArray"/> and a rectangular array of numbers look as NumPy prints them. Any other object shows its own
/// <see cref="object.ToString"/>, or its Keras name where it has none. Nothing depends on the current culture.
/// </remarks>
public static partial class PythonText
{
    /// <summary><c>str(value)</c>: what <c>print</c> shows.</summary>
    public static string Str(object? value) => value switch
    {
        string text => text,
        char letter => letter.ToString(),
        Exception error => error.Message,
        NDArray array => np.array_str(array),
        IPrinted or ElementType or Shape => value.ToString()!,
        Type type => TypeName(type),
        Tensor tensor and not SymbolicTensor => TensorText.Str(tensor),
        _ => Repr(value),
    };

    /// <summary><c>repr(value)</c>: what stands inside a list; strings have quotes.</summary>
    public static string Repr(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        double number => PythonNumber.Repr(number),
        float number => PythonNumber.Repr(number),
        Half number => PythonNumber.Repr(number),
        BFloat16 number => PythonNumber.General(number, 6),
        string text => Quote(text),
        char letter => Quote(letter.ToString()),
        Enum name => name.ToString(),
        ElementType type => "tf." + type.name,
        Shape { IsTensorShape: true } shape => $"TensorShape({List(shape)})",
        IPrinted printed => printed.Repr,
        Type type => TypeName(type),
        NDArray { ndim: 0 } element => Repr(element.GetAtIndex(0)),
        IFormattable number when value is not ITuple => number.ToString(null, CultureInfo.InvariantCulture),
        NDArray array => ShapeOfSummary().Replace(np.array_repr(array), ""),
        long[] shape => Tuple(shape.Cast<object?>()),
        ITuple tuple => Tuple(Enumerable.Range(0, tuple.Length).Select(i => tuple[i])),
        DictionaryEntry entry => Tuple([entry.Key, entry.Value]),
        IDictionary dictionary => Dictionary(dictionary.Keys.Cast<object>().Select(k => ((object?)k, dictionary[k]))),
        Array { Rank: > 1 } array => Rectangular(array),
        Tensor tensor and not SymbolicTensor => TensorText.Repr(tensor),
        Variable variable => TensorText.Repr(variable),
        _ => OfType(value),
    };

    /// <summary>A string in Python's quotes: single ones, unless it has single and no double ones inside.</summary>
    public static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
            Escape(quoted, rune, quote);
        return quoted.Append(quote).ToString();
    }

    /// <summary><c>[1, 2]</c> of values that are shown with <see cref="Repr"/>.</summary>
    public static string List(IEnumerable items) => "[" + Join(items.Cast<object?>()) + "]";

    /// <summary><c>(1, 2)</c>, and <c>(1,)</c> for a single value.</summary>
    public static string Tuple(IEnumerable<object?> items)
    {
        var values = items.ToList();
        return "(" + Join(values) + (values.Count == 1 ? ",)" : ")");
    }

    /// <summary>NumPy's name of an array's type, <c>float32</c>; other types are classes.</summary>
    private static string TypeName(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Single => "float32",
        TypeCode.Double => "float64",
        TypeCode.SByte => "int8",
        TypeCode.Byte => "uint8",
        TypeCode.Boolean => "bool",
        >= TypeCode.Int16 and <= TypeCode.UInt64 and var code => code.ToString().ToLowerInvariant(),
        _ => type == typeof(Half)
            ? "float16"
            : $"<class '{type.GetCustomAttributes<KerasExportAttribute>().FirstOrDefault()?.Names[0] ?? type.FullName}'>",
    };

    private static string Join(IEnumerable<object?> items) => string.Join(", ", items.Select(Repr));

    private static string Dictionary(IEnumerable<(object? Key, object? Value)> items) =>
        "{" + string.Join(", ", items.Select(i => Repr(i.Key) + ": " + Repr(i.Value))) + "}";

    private static string OfType(object value)
    {
        var type = value.GetType();
        if (IsA(type, typeof(KeyValuePair<,>)))
            return Tuple([Pair(value).Key, Pair(value).Value]);
        if (value.ToString() is var text && text != type.ToString())
            return text ?? "None";
        if (value is not IEnumerable items)
            return Object(value);
        var values = items.Cast<object?>();
        if (IsA(type, typeof(IReadOnlyDictionary<,>)))
            return Dictionary(values.Select(i => Pair(i!)));
        if (IsA(type, typeof(ISet<>)) || IsA(type, typeof(IReadOnlySet<>)))
            return Join(values) is { Length: > 0 } inside ? "{" + inside + "}" : "set()";
        return List(items);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Interfaces that the program mentions stay; these stand above.")]
    private static bool IsA(Type type, Type generic) =>
        type.GetInterfaces().Append(type).Any(t => t.IsGenericType && t.GetGenericTypeDefinition() == generic);

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(KeyValuePair<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The properties of pairs are kept.")]
    private static (object? Key, object? Value) Pair(object pair) =>
        (pair.GetType().GetProperty("Key")!.GetValue(pair), pair.GetType().GetProperty("Value")!.GetValue(pair));

    private static string Rectangular(Array array)
    {
        if (array.GetType().GetElementType()!.IsPrimitive)
            return np.array_str(array);
        return Nested([]);

        string Nested(int[] index) => index.Length == array.Rank
            ? Repr(array.GetValue(index))
            : "[" + string.Join(", ", Enumerable.Range(0, array.GetLength(index.Length)).Select(i => Nested([.. index, i]))) + "]";
    }

    /// <summary>The text of what has none of its own: Keras's name and a number for the place.</summary>
    internal static string Object(object value)
    {
        var type = value.GetType();
        var name = type.GetCustomAttributes<KerasExportAttribute>().SelectMany(export => export.Names).FirstOrDefault() ?? type.FullName;
        return Invariant($"<{name} object at 0x{RuntimeHelpers.GetHashCode(value):x8}>");
    }

    private static void Escape(StringBuilder text, Rune rune, char quote)
    {
        var code = rune.Value;
        if (code == quote || code == '\\')
            text.Append('\\').Append((char)code);
        else if (code is '\n' or '\r' or '\t')
            text.Append('\\').Append(code == '\n' ? 'n' : code == '\r' ? 'r' : 't');
        else if (IsPrintable(rune))
            text.Append(rune);
        else
            text.Append(code < 0x100 ? "\\x" : code < 0x10000 ? "\\u" : "\\U")
                .Append(code.ToString(code < 0x100 ? "x2" : code < 0x10000 ? "x4" : "x8", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Python's <c>str.isprintable</c>: no control, format, surrogate, private or unassigned codes, no blanks but the plain one.
    /// </summary>
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    /// <summary>NumSharp follows NumPy 2 in adding the shape of an array whose middle it leaves out; NumPy 1 does not.</summary>
    [GeneratedRegex(@"(?<=\]), shape=\([\d, ]*\)")]
    private static partial Regex ShapeOfSummary();
}

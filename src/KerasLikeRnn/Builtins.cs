using System.Numerics;

namespace KerasLikeRnn;

/// <summary>
/// The functions a Python script has without importing anything. The package imports them everywhere
/// (<c>global using static KerasLikeRnn.Builtins</c>).
/// </summary>
/// <remarks>
/// Overload priorities decide what C# alone would decide otherwise: an array given alone is one value, a list. Texts are
/// values unless they are named <c>sep</c> or <c>end</c>; <see cref="NamedOnly"/> sees to that.
/// </remarks>
public static class Builtins
{
    /// <summary>Python's <c>None</c>, as a dimension that is not known: <c>input_shape: (None, 14)</c>.</summary>
    public static int? None => null;

    /// <summary>Python's <c>...</c> between brackets: as many whole axes as are left, <c>x[Ellipsis, 0]</c>.</summary>
    public static Engine.Slice Ellipsis => Engine.Slice.Ellipsis;

    /// <summary>Python's <c>start:stop:step</c> between brackets: <c>x[slice(null, null, -1)]</c> is <c>x[::-1]</c>.</summary>
    /// <exception cref="ValueError">step is 0.</exception>
    public static Engine.Slice slice(int? start, int? stop, int step = 1) => Engine.Slice.Of(start, stop, step);

    /// <summary>NumPy's <c>x.astype("float32")</c>: the array in the type of that name.</summary>
    /// <exception cref="ValueError">There is no such type.</exception>
    public static NDArray astype(this NDArray array, string dtype) => array.astype(np.dtype(dtype).typecode);

    /// <summary>Python's <c>kernel, bias = layer.get_weights()</c>: two arrays of a list.</summary>
    /// <exception cref="ValueError">There are more or fewer.</exception>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second) =>
        (first, second) = (Unpacked(arrays, 2)[0], arrays[1]);

    /// <summary>Python's <c>kernel, recurrent_kernel, bias = layer.get_weights()</c>: three arrays of a list.</summary>
    /// <exception cref="ValueError">There are more or fewer.</exception>
    public static void Deconstruct(this NDArray[] arrays, out NDArray first, out NDArray second, out NDArray third) =>
        (first, second, third) = (Unpacked(arrays, 3)[0], arrays[1], arrays[2]);

    /// <summary>Prints a value as Python shows it, and a new line.</summary>
    /// <param name="value">What to print; see <see cref="PythonText"/>.</param>
    [OverloadResolutionPriority(2)]
    public static void print(object? value) => Print([value]);

    /// <summary>Prints whole numbers, and a new line: the <c>x.shape</c> of an array as a tuple, others as a list.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="named">Not to be given.</param>
    /// <param name="expression">Not to be given: what stands for the value in the source.</param>
    [OverloadResolutionPriority(3)]
    public static void print(long[]? value, NamedOnly named = default, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        Print([Numbers(value, expression)]);

    /// <summary>Prints a list, such as <c>print([1, 2])</c>, and a new line.</summary>
    /// <param name="value">The items.</param>
    [OverloadResolutionPriority(2)]
    public static void print(IReadOnlyList<object?>? value) => Print([value]);

    /// <summary>Prints values with a blank between them, and a new line.</summary>
    /// <param name="values">What to print; nothing prints an empty line.</param>
    [OverloadResolutionPriority(1)]
    public static void print(params object?[] values) => Print(values);

    /// <summary>Prints values with a separator and an end.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="named">Not to be given: what follows is given by name.</param>
    /// <param name="sep">Stands between values.</param>
    /// <param name="end">Stands after the last.</param>
    /// <param name="expression">Not to be given: what stands for the value in the source.</param>
    public static void print(
        object? value, NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "") =>
        Print([Shown(value, expression)], sep, end);

    /// <inheritdoc cref="print(object?, NamedOnly, string, string, string)"/>
    [OverloadResolutionPriority(1)]
    public static void print(
        object? value, object? value2, NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerArgumentExpression(nameof(value2))] string expression2 = "") =>
        Print([Shown(value, expression), Shown(value2, expression2)], sep, end);

    /// <inheritdoc cref="print(object?, NamedOnly, string, string, string)"/>
    [OverloadResolutionPriority(1)]
    public static void print(
        object? value, object? value2, object? value3, NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerArgumentExpression(nameof(value2))] string expression2 = "",
        [CallerArgumentExpression(nameof(value3))] string expression3 = "") =>
        Print([Shown(value, expression), Shown(value2, expression2), Shown(value3, expression3)], sep, end);

    /// <inheritdoc cref="print(object?, NamedOnly, string, string, string)"/>
    [OverloadResolutionPriority(1)]
    public static void print(
        object? value, object? value2, object? value3, object? value4, NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerArgumentExpression(nameof(value2))] string expression2 = "",
        [CallerArgumentExpression(nameof(value3))] string expression3 = "",
        [CallerArgumentExpression(nameof(value4))] string expression4 = "") =>
        Print([Shown(value, expression), Shown(value2, expression2), Shown(value3, expression3), Shown(value4, expression4)], sep, end);

    /// <inheritdoc cref="print(object?, NamedOnly, string, string, string)"/>
    [OverloadResolutionPriority(1)]
    public static void print(
        object? value, object? value2, object? value3, object? value4, object? value5,
        NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerArgumentExpression(nameof(value2))] string expression2 = "",
        [CallerArgumentExpression(nameof(value3))] string expression3 = "",
        [CallerArgumentExpression(nameof(value4))] string expression4 = "",
        [CallerArgumentExpression(nameof(value5))] string expression5 = "") =>
        Print([Shown(value, expression), Shown(value2, expression2), Shown(value3, expression3), Shown(value4, expression4),
            Shown(value5, expression5)], sep, end);

    /// <inheritdoc cref="print(object?, NamedOnly, string, string, string)"/>
    [OverloadResolutionPriority(1)]
    public static void print(
        object? value, object? value2, object? value3, object? value4, object? value5, object? value6,
        NamedOnly named = default, string sep = " ", string end = "\n",
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerArgumentExpression(nameof(value2))] string expression2 = "",
        [CallerArgumentExpression(nameof(value3))] string expression3 = "",
        [CallerArgumentExpression(nameof(value4))] string expression4 = "",
        [CallerArgumentExpression(nameof(value5))] string expression5 = "",
        [CallerArgumentExpression(nameof(value6))] string expression6 = "") =>
        Print([Shown(value, expression), Shown(value2, expression2), Shown(value3, expression3), Shown(value4, expression4),
            Shown(value5, expression5), Shown(value6, expression6)], sep, end);

    /// <summary>Prints any number of values with a separator and an end: <c>print(sep: ", ", values: [1, 2, 3, 4, 5, 6, 7])</c>.</summary>
    /// <param name="named">Not to be given: what follows is given by name.</param>
    /// <param name="sep">Stands between values.</param>
    /// <param name="end">Stands after the last.</param>
    /// <param name="values">What to print.</param>
    public static void print(NamedOnly named = default, string sep = " ", string end = "\n", object?[]? values = null) =>
        Print(values ?? [], sep, end);

    /// <summary>How many characters a text has; one beyond U+FFFF counts once, as in Python.</summary>
    [OverloadResolutionPriority(1)]
    public static int len(string text) => text.EnumerateRunes().Count();

    /// <summary>The length of an array's first axis.</summary>
    /// <exception cref="ValueError">The array has no axis.</exception>
    [OverloadResolutionPriority(1)]
    public static int len(NDArray array) => array.ndim > 0
        ? checked((int)array.shape[0])
        : throw new TypeError("len() of unsized object", nameof(array));

    /// <summary>The length of an array's first dimension.</summary>
    [OverloadResolutionPriority(3)]
    public static int len(Array array) => array.GetLength(0);

    /// <summary>How many items a list, dictionary or other collection holds.</summary>
    [OverloadResolutionPriority(2)]
    public static int len(ICollection items) => items.Count;

    /// <summary>How many items a collection holds.</summary>
    public static int len<T>(IReadOnlyCollection<T> items) => items.Count;

    /// <summary>How many items a tuple holds.</summary>
    public static int len(ITuple items) => items.Length;

    /// <summary>The numbers from 0 up to but without stop.</summary>
    public static PyRange range(int stop) => new(0, stop);

    /// <summary>The numbers from start, by step, up to but without stop.</summary>
    /// <exception cref="ValueError">step is 0.</exception>
    public static PyRange range(int start, int stop, int step = 1) => new(start, stop, step);

    /// <summary>Whole numbers as text: the <c>x.shape</c> of an array as a tuple, others as a list.</summary>
    [OverloadResolutionPriority(1)]
    public static string str(long[]? value, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        PythonText.Str(Numbers(value, expression));

    /// <summary>The value as <see cref="print(object?)"/> shows it.</summary>
    public static string str(object? value) => PythonText.Str(value);

    /// <summary>The value as it stands inside a list: strings have quotes.</summary>
    public static string repr(object? value) => PythonText.Repr(value);

    /// <summary>Each item with its number, counted from start.</summary>
    public static IEnumerable<(int, T)> enumerate<T>(IEnumerable<T> items, int start = 0) => items.Select((item, i) => (i + start, item));

    /// <summary>Pairs of the items at the same places, up to the end of the shorter.</summary>
    public static IEnumerable<(T1, T2)> zip<T1, T2>(IEnumerable<T1> first, IEnumerable<T2> second) => first.Zip(second);

    /// <summary>Triples of the items at the same places, up to the end of the shortest.</summary>
    public static IEnumerable<(T1, T2, T3)> zip<T1, T2, T3>(IEnumerable<T1> first, IEnumerable<T2> second, IEnumerable<T3> third) =>
        first.Zip(second, third);

    /// <summary>The sum, added from first to last.</summary>
    /// <exception cref="OverflowException">The sum of integers does not fit.</exception>
    public static T sum<T>(IEnumerable<T> items)
        where T : INumber<T> => items.Aggregate(T.Zero, (total, item) => checked(total + item));

    /// <summary>The sum of tensors, added from first to last: <c>sum(model.losses)</c>; 0 where there are none.</summary>
    public static Engine.Tensor sum(IEnumerable<Engine.Tensor> items) =>
        items.Aggregate(Engine.Tensor.Scalar(0f), (total, item) => total + item);

    /// <summary>The smallest item, the first of equal ones.</summary>
    /// <exception cref="ValueError">There is no item.</exception>
    public static T min<T>(IEnumerable<T> items) => Extreme(items, -1, "min");

    /// <summary>The smaller of two.</summary>
    public static T min<T>(T first, T second) => Extreme([first, second], -1, "min");

    /// <summary>The largest item, the first of equal ones.</summary>
    /// <exception cref="ValueError">There is no item.</exception>
    public static T max<T>(IEnumerable<T> items) => Extreme(items, 1, "max");

    /// <summary>The larger of two.</summary>
    public static T max<T>(T first, T second) => Extreme([first, second], 1, "max");

    /// <summary>The items in ascending order, equal ones in the order they came; texts by their codes.</summary>
    public static List<T> sorted<T>(IEnumerable<T> items, bool reverse = false) => sorted(items, item => item, reverse);

    /// <summary>The items in ascending order of a key.</summary>
    public static List<T> sorted<T, TKey>(IEnumerable<T> items, Func<T, TKey> key, bool reverse = false) =>
        [.. reverse ? items.OrderByDescending(key, Order<TKey>()) : items.OrderBy(key, Order<TKey>())];

    /// <summary>The number without its sign.</summary>
    public static T abs<T>(T number)
        where T : INumber<T> => T.Abs(number);

    /// <summary>The nearest integer, an even one at equal distance.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static int round(double number) => checked((int)Math.Round(number, MidpointRounding.ToEven));

    /// <summary>The number rounded to that many decimals, judged by its exact binary value as in Python.</summary>
    /// <exception cref="ValueError">ndigits is negative.</exception>
    public static double round(double number, int ndigits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ndigits);
        var text = number.ToString(Invariant($"F{ndigits}"), CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>NumSharp's shapes are arrays of whole numbers, and NumPy's are tuples: the source tells which it is.</summary>
    private static object? Numbers(long[]? numbers, string expression) =>
        numbers is null || expression.EndsWith("shape", StringComparison.OrdinalIgnoreCase) ? numbers : numbers.ToList();

    private static object? Shown(object? value, string expression) => value is long[] numbers ? Numbers(numbers, expression) : value;

    private static void Print(IEnumerable<object?> values, string sep = " ", string end = "\n") =>
        PythonConsole.Write(string.Join(sep, values.Select(PythonText.Str)) + end);

    private static T Extreme<T>(IEnumerable<T> items, int sign, string name)
    {
        var order = Order<T>();
        using var item = items.GetEnumerator();
        if (!item.MoveNext())
            throw new ValueError(name + "() arg is an empty sequence", nameof(items));
        var best = item.Current;
        while (item.MoveNext())
        {
            if (order.Compare(item.Current, best) * sign > 0)
                best = item.Current;
        }
        return best;
    }

    private static NDArray[] Unpacked(NDArray[] arrays, int expected) => arrays.Length == expected
        ? arrays
        : throw new ValueError(
            $"{(arrays.Length < expected ? "not enough" : "too many")} values to unpack (expected {expected}, got {arrays.Length})");

    private static IComparer<T> Order<T>() => typeof(T) == typeof(string) ? (IComparer<T>)StringComparer.Ordinal : Comparer<T>.Default;
}

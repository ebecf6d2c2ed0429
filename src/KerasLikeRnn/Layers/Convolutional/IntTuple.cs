namespace KerasLikeRnn.Layers;

/// <summary>
/// An argument with a whole number for each axis: one number for all of them (<c>2</c>), or a tuple or list (<c>(2, 3)</c>,
/// <c>[2, 3]</c>). The default value means that none was given.
/// </summary>
[CollectionBuilder(typeof(IntTuple), nameof(Create))]
public readonly struct IntTuple
{
    private readonly int[]? values;
    private readonly bool single;

    private IntTuple(int[] values, bool single = false) => (this.values, this.single) = (values, single);

    /// <summary>Whether the argument was given.</summary>
    public bool IsGiven => values is not null;

    /// <summary>The numbers as given.</summary>
    internal IReadOnlyList<int> Values => values ?? [];

    /// <summary>This argument, or another one where it was not given.</summary>
    internal IntTuple Or(IntTuple other) => IsGiven ? this : other;

    /// <summary>The numbers, one for each of n axes.</summary>
    /// <exception cref="ValueError">There are more or fewer, or one is too small; the message is Keras's.</exception>
    internal IReadOnlyList<int> Normalize(int n, string name, bool allow_zero = false)
    {
        var numbers = single ? [.. Enumerable.Repeat(values![0], n)] : values ?? [];
        var expected = $"The `{name}` argument must be a tuple of {n.ToString(CultureInfo.InvariantCulture)} integers. Received: {this}";
        if (numbers.Length != n) throw new ValueError(expected, name);
        var least = allow_zero ? 0 : 1;
        var unfit = numbers.Where(number => number < least).Distinct().ToArray();
        if (unfit.Length > 0)
            throw new ValueError(
                $"{expected} including {{{Listed(unfit)}}} that does not satisfy the requirement `{(allow_zero ? ">=" : ">")} 0`.", name);
        return numbers;
    }

    /// <summary>Builds the argument from a collection expression.</summary>
    public static IntTuple Create(ReadOnlySpan<int> values) => new(values.ToArray());

    /// <summary>The numbers one after another.</summary>
    public IEnumerator<int> GetEnumerator() => Values.GetEnumerator();

    public static implicit operator IntTuple(int value) => new([value], single: true);

    /// <summary>Python's <c>None</c>, as in <c>MaxPooling1D(2, strides: None)</c>.</summary>
    public static implicit operator IntTuple(int? value) => value is { } given ? given : default(IntTuple);

    public static implicit operator IntTuple(ValueTuple<int> values) => new([values.Item1]);

    public static implicit operator IntTuple((int, int) values) => new([values.Item1, values.Item2]);

    public static implicit operator IntTuple((int, int, int) values) => new([values.Item1, values.Item2, values.Item3]);

    public static implicit operator IntTuple((int, int, int, int) values) => new([values.Item1, values.Item2, values.Item3, values.Item4]);

    public static implicit operator IntTuple((int, int, int, int, int) values) =>
        new([values.Item1, values.Item2, values.Item3, values.Item4, values.Item5]);

    public static implicit operator IntTuple(int[]? values) => values is null ? default : new(values);

    public static implicit operator IntTuple(List<int>? values) => values is null ? default : new([.. values]);

    /// <summary>Python's text: <c>2</c>, <c>(2, 3)</c>, <c>(2,)</c>.</summary>
    public override string ToString() => values switch
    {
        null => "None",
        _ when single => Listed(values),
        [_] => $"({Listed(values)},)",
        _ => $"({Listed(values)})",
    };

    private static string Listed(int[] numbers) =>
        string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}

namespace KerasLikeRnn.Layers;

/// <summary>A number, or a list or array of numbers. The default value means that none was given.</summary>
[CollectionBuilder(typeof(NumbersLike), nameof(Create))]
public readonly struct NumbersLike
{
    private NumbersLike(NDArray array) => Array = array;

    /// <summary>The numbers; null where none were given.</summary>
    internal NDArray? Array { get; }

    /// <summary>What a configuration shows.</summary>
    internal object? Config => ToConfig(Array);

    /// <summary>Builds the argument from a collection expression.</summary>
    public static NumbersLike Create(ReadOnlySpan<double> numbers) => numbers.ToArray();

    /// <summary>The numbers one after another.</summary>
    public IEnumerator<double> GetEnumerator() => (Array is null ? Enumerable.Empty<double>() : Flat(Array)).GetEnumerator();

    public static implicit operator NumbersLike(double? number) =>
        number is { } given ? new(np.array(new[] { given }).reshape(new NumSharp.Shape())) : default;

    public static implicit operator NumbersLike(double[] numbers) => new(np.array(numbers));

    public static implicit operator NumbersLike(Array numbers) => new(Arrays.FromArray(numbers));

    public static implicit operator NumbersLike(NDArray numbers) => new(numbers);

    /// <summary>A number, or a list of numbers or lists.</summary>
    internal static object? ToConfig(NDArray? array) => array is null ? null : Nested([.. Flat(array)], array.shape);

    /// <summary>Python's text of it.</summary>
    internal static string Text(NDArray array) => PythonText.Repr(ToConfig(array));

    private static double[] Flat(NDArray array) => Arrays.ToTensor(array.astype(NPTypeCode.Double)).ToArray<double>();

    private static object Nested(ReadOnlySpan<double> numbers, ReadOnlySpan<long> shape)
    {
        if (shape.IsEmpty) return numbers[0];
        var list = new List<object?>();
        var width = shape[0] == 0 ? 0 : numbers.Length / (int)shape[0];
        for (var i = 0; i < shape[0]; i++) list.Add(Nested(numbers.Slice(i * width, width), shape[1..]));
        return list;
    }
}

namespace KerasLikeRnn.TensorFlow.Data;

// What an element is made of, and what it becomes.
public sealed partial class Element
{
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Element?(Tensor? tensor) => tensor is null ? null : Of(tensor);

    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator Element?(Tensors? tensors) => tensors switch
    {
        null => null,
        { Names: { } names } => Dictionary([.. names.Zip(tensors, (name, tensor) => (name, Of(tensor)))]),
        [var only] => Of(only),
        _ => Tuple([.. tensors.Select(Of)]),
    };

    public static implicit operator Element(Variable variable) => Of(Required.NotNull(variable).Value);

    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Element?(NDArray? array) => array is null ? null : Of(new ArrayTensor(new ArrayRows(array)));

    /// <summary>A C# array of numbers or texts, of any rank, or of arrays; of tensors or elements their stack.</summary>
    [return: NotNullIfNotNull(nameof(array))]
    public static implicit operator Element?(Array? array) => array is null ? null : FromArray(array);

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Element?(string? text) => text is null ? null : Of(StringTensors.From([text], Shape.Scalar));

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Element?(List<int>? values) => values is null ? null : FromArray(values.ToArray());

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Element?(List<float>? values) => values is null ? null : FromArray(values.ToArray());

    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Element?(List<double>? values) => values is null ? null : FromArray(values.ToArray());

    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator Element?(List<string>? texts) => texts is null ? null : FromArray(texts.ToArray());

    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator Element?(Dictionary<string, NDArray>? parts) => FromObject(parts);

    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator Element?(Dictionary<string, Tensor>? parts) => FromObject(parts);

    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator Element?(Dictionary<string, Element>? parts) => FromObject(parts);

    [return: NotNullIfNotNull(nameof(dataset))]
    public static implicit operator Element?(Dataset? dataset) => dataset is null ? null : Of(new DatasetTensor(dataset));

    /// <summary>A number, a truth value, or a tuple of anything that elements are made of.</summary>
    /// <exception cref="TypeError">It is something else.</exception>
    public static implicit operator Element(ValueType value) => FromObject(value)!;

    public static implicit operator Tensor(Element element) => Required.NotNull(element).Single;

    public static implicit operator TensorLike(Element element) => Required.NotNull(element).Single;

    public static implicit operator Tensors(Element element) => Required.NotNull(element).ToTensors();

    public static implicit operator NDArray(Element element) => Required.NotNull(element).numpy();

    /// <summary>The dataset of a window.</summary>
    /// <exception cref="TypeError">It is none.</exception>
    public static implicit operator Dataset(Element element) => Required.NotNull(element).Single is DatasetTensor set
        ? set.Dataset
        : throw new TypeError($"A dataset was expected. Received: {element}");

    public static explicit operator double(Element element) => Required.NotNull(element).Single.Item();

    public static explicit operator float(Element element) => (float)Required.NotNull(element).Single.Item();

    public static explicit operator int(Element element) => checked((int)Required.NotNull(element).Single.Item());

    public static explicit operator long(Element element) => checked((long)Required.NotNull(element).Single.Item());

    public static explicit operator bool(Element element) => Required.NotNull(element).Single.Item() != 0;

    public static Tensor operator +(Element a, Element b) => (Tensor)a + (Tensor)b;

    public static Tensor operator +(Element a, Tensor b) => (Tensor)a + b;

    public static Tensor operator +(Tensor a, Element b) => a + (Tensor)b;

    public static Tensor operator +(Element a, double b) => (Tensor)a + b;

    public static Tensor operator +(double a, Element b) => a + (Tensor)b;

    public static Tensor operator -(Element a, Element b) => (Tensor)a - (Tensor)b;

    public static Tensor operator -(Element a, Tensor b) => (Tensor)a - b;

    public static Tensor operator -(Tensor a, Element b) => a - (Tensor)b;

    public static Tensor operator -(Element a, double b) => (Tensor)a - b;

    public static Tensor operator -(double a, Element b) => a - (Tensor)b;

    public static Tensor operator *(Element a, Element b) => (Tensor)a * (Tensor)b;

    public static Tensor operator *(Element a, Tensor b) => (Tensor)a * b;

    public static Tensor operator *(Tensor a, Element b) => a * (Tensor)b;

    public static Tensor operator *(Element a, double b) => (Tensor)a * b;

    public static Tensor operator *(double a, Element b) => a * (Tensor)b;

    public static Tensor operator /(Element a, Element b) => (Tensor)a / (Tensor)b;

    public static Tensor operator /(Element a, Tensor b) => (Tensor)a / b;

    public static Tensor operator /(Tensor a, Element b) => a / (Tensor)b;

    public static Tensor operator /(Element a, double b) => (Tensor)a / b;

    public static Tensor operator /(double a, Element b) => a / (Tensor)b;

    public static Tensor operator %(Element a, Element b) => (Tensor)a % (Tensor)b;

    public static Tensor operator %(Element a, double b) => (Tensor)a % b;

    public static Tensor operator <(Element a, Element b) => (Tensor)a < (Tensor)b;

    public static Tensor operator <(Element a, double b) => (Tensor)a < b;

    public static Tensor operator >(Element a, Element b) => (Tensor)a > (Tensor)b;

    public static Tensor operator >(Element a, double b) => (Tensor)a > b;

    public static Tensor operator <=(Element a, Element b) => (Tensor)a <= (Tensor)b;

    public static Tensor operator <=(Element a, double b) => (Tensor)a <= b;

    public static Tensor operator >=(Element a, Element b) => (Tensor)a >= (Tensor)b;

    public static Tensor operator >=(Element a, double b) => (Tensor)a >= b;

    public static Tensor operator -(Element x) => -(Tensor)x;

    /// <summary>Anything that an element can be made of.</summary>
    /// <exception cref="TypeError">It is something else.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    internal static Element? FromObject(object? value) => value switch
    {
        null => null,
        Element element => element,
        Dataset dataset => dataset,
        Tensor tensor => tensor,
        Tensors tensors => tensors,
        Variable variable => variable,
        NDArray array => array,
        Array array => FromArray(array),
        string text => text,
        bool truth => Of(Tensor.Scalar(truth)),
        double number => Of(Tensor.Scalar((float)number)),
        float number => Of(Tensor.Scalar(number)),
        long number => Of(Tensor.Scalar(number)),
        int or byte or sbyte or short or ushort => Of(Tensor.Scalar(Convert.ToInt32(value, CultureInfo.InvariantCulture))),
        uint number => Of(Tensor.Scalar((long)number)),
        TensorLike tensor => tensor.ToTensor(),
        ITuple tuple => Tuple([.. Enumerable.Range(0, tuple.Length).Select(i => FromObject(tuple[i]) ?? throw Missing())]),
        IDictionary parts =>
            Dictionary([.. parts.Keys.Cast<string>().Select(key => (key, FromObject(parts[key]) ?? throw Missing()))]),
        IList list => FromList(list),
        _ =>
            throw new TypeError(
                $"An element is made of tensors, arrays, numbers, texts, tuples and dictionaries. Received: {value.GetType()}"),
    };

    private static Element FromArray(Array array) => array switch
    {
        _ when array.GetType().GetElementType() is { IsPrimitive: true } or { IsArray: true } || StringArray.TryFrom(array) is not null =>
            Of(new ArrayTensor(RowSource.Of(array))),
        Element[] elements => Create(elements),
        _ => FromList(array),
    };

    private static Element FromList(IList list) => Create([.. from object? item in list select FromObject(item) ?? throw Missing()]);

    // Python's numbers have no type of their own: beside fractions whole numbers are fractions.
    private static Tensor StackedInOneType(Tensor[] parts)
    {
        if (parts.Length == 0) return Ops.Zeros(0);
        var dtype = parts.Select(part => part.DType).Aggregate(DTypes.Promote);
        return Batches.Stack([.. parts.Select(part => part.DType == dtype ? part : Ops.Cast(part, dtype))], 0);
    }

    private static ValueError Missing() =>
        new("Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor.");
}

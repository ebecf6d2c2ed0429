namespace KerasLikeRnn.Models;

/// <summary>
/// One array of data: a NumSharp array, a C# array of any rank or a rectangular array of arrays, of numbers or strings. Its first axis counts the samples.
/// </summary>
public sealed class ArrayData
{
    private readonly NDArray? array;
    private readonly StringArray? strings;
    private readonly int first;

    private ArrayData(NDArray array, Type source)
    {
        this.array = Arrays.Contiguous(array);
        Source = source;
        DType = Arrays.TensorType(array);
        Shape = array.shape;
    }

    private ArrayData(StringArray strings, Type source)
    {
        this.strings = strings;
        Source = source;
        DType = DType.String;
        Shape = strings.Shape;
    }

    private ArrayData(ArrayData whole, int first, int count)
    {
        (array, strings) = (whole.array, whole.strings);
        this.first = whole.first + first;
        Source = whole.Source;
        DType = whole.DType;
        Shape = whole.Shape.With(0, count);
    }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Number of samples.</summary>
    internal int Samples => Shape.Rank == 0 ? throw new ValueError("A single number is no data: its first axis must count the samples.") : Shape.Dims[0];

    /// <summary>Type of a batch's numbers: that of the data, floats in the type of <c>floatx</c>.</summary>
    internal DType DType { get; }

    /// <summary>What the user gave.</summary>
    internal Type Source { get; }

    public static implicit operator ArrayData(NDArray array) => new(array, typeof(NDArray));

    public static implicit operator ArrayData(Array array) =>
        StringArray.TryFrom(array) is { } strings ? new(strings, array.GetType()) : new(Arrays.FromArray(array), array.GetType());

    public static implicit operator ArrayData(List<string> texts) => new(new StringArray([.. texts], texts.Count), typeof(List<string>));

    public static implicit operator ArrayData(List<float> values) => new(Arrays.FromArray(values.ToArray()), typeof(List<float>));

    public static implicit operator ArrayData(List<double> values) => new(Arrays.FromArray(values.ToArray()), typeof(List<double>));

    public static implicit operator ArrayData(List<int> values) => new(Arrays.FromArray(values.ToArray()), typeof(List<int>));

    /// <summary>A range of the samples, in the same memory.</summary>
    internal ArrayData Range(int start, int end) => new(this, start, end - start);

    /// <summary>The samples of those numbers as a tensor.</summary>
    internal Tensor Rows(ReadOnlyMemory<int> rows) => strings?.Rows(first, rows) ?? Arrays.Rows(array!, first, rows, DType);
}

namespace KerasLikeRnn.Models;

/// <summary>One array of data, whose first axis counts the samples: numbers or strings, which stay where they are.</summary>
internal sealed class ArrayData
{
    private readonly NDArray? array;
    private readonly StringArray? strings;
    private readonly int first;

    private ArrayData(NDArray array)
    {
        this.array = Arrays.Contiguous(array);
        DType = Arrays.TensorType(array);
        Shape = array.shape;
    }

    private ArrayData(StringArray strings)
    {
        this.strings = strings;
        DType = DType.String;
        Shape = strings.Shape;
    }

    private ArrayData(ArrayData whole, int first, int count)
    {
        (array, strings) = (whole.array, whole.strings);
        this.first = whole.first + first;
        DType = whole.DType;
        Shape = whole.Shape.With(0, count);
    }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Number of samples.</summary>
    public int Samples => Shape.Rank > 0
        ? Shape.Dims[0]
        : throw new ValueError("A single number is no data: its first axis must count the samples.");

    /// <summary>Type of a batch's numbers: that of the data, floats in the type of <c>floatx</c>.</summary>
    public DType DType { get; }

    /// <summary>A NumSharp array.</summary>
    public static ArrayData Of(NDArray array) => new(array);

    /// <summary>A C# array of any rank, or a rectangular array of arrays.</summary>
    public static ArrayData Of(Array array) => StringArray.TryFrom(array) is { } strings ? new(strings) : new(Arrays.FromArray(array));

    /// <summary>A range of the samples, in the same memory.</summary>
    public ArrayData Range(int start, int end) => new(this, start, end - start);

    /// <summary>The array itself, or the range of it.</summary>
    /// <exception cref="ValueError">These are texts.</exception>
    public NDArray ToNumPy() => array is null ? throw new ValueError("Texts are no array of numbers.")
        : first == 0 && Samples == array.shape[0] ? array
        : array[Invariant($"{first}:{first + Samples}")];

    /// <summary>The samples of those numbers as a tensor.</summary>
    public Tensor Rows(ReadOnlyMemory<int> rows) => strings?.Rows(first, rows) ?? Arrays.Rows(array!, first, rows, DType);
}

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>An array or tensor whose first axis counts elements of a dataset. It stays where it is until rows are read.</summary>
internal abstract class RowSource(Shape shape, DType dtype)
{
    /// <summary>Sizes of all axes.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Sizes of a row.</summary>
    public Shape RowShape { get; } = shape.Rank == 0 ? shape : shape.Range(1, shape.Rank);

    /// <summary>Type of the elements.</summary>
    public DType DType { get; } = dtype;

    /// <summary>A C# array of numbers or texts.</summary>
    public static RowSource Of(Array array) =>
        StringArray.TryFrom(array) is { } texts ? new TextRows(texts) : new ArrayRows(Arrays.FromArray(array), isCs: true);

    /// <summary>What a tensor was made of, or the tensor.</summary>
    public static RowSource Of(Tensor tensor) => tensor is ArrayTensor array ? array.Source : new TensorRows(tensor);

    /// <summary>Some rows as a tensor, which is new.</summary>
    public abstract Tensor Rows(ReadOnlyMemory<int> rows);

    /// <summary>All of it as a tensor.</summary>
    public abstract Tensor Whole();
}

/// <summary>Rows of an array of numbers. C#'s float64 is what Python writes as a list, which is float32 to TensorFlow.</summary>
internal sealed class ArrayRows(NDArray array, bool isCs = false) : RowSource(array.shape, TypeOf(array, isCs))
{
    private readonly NDArray array = Arrays.Contiguous(array);

    public override Tensor Rows(ReadOnlyMemory<int> rows) => Arrays.Rows(array, 0, rows, DType);

    public override Tensor Whole() => Ops.Cast(Arrays.ToTensor(array), DType);

    private static DType TypeOf(NDArray array, bool isCs) => array.typecode switch
    {
        NPTypeCode.Double => isCs ? DType.Float32 : DType.Float64,
        NPTypeCode.Half => DType.Float16,
        _ => Arrays.TensorType(array) is var type && type.IsFloating() ? DType.Float32 : type,
    };
}

/// <summary>Rows of an array of texts.</summary>
internal sealed class TextRows(StringArray texts) : RowSource(texts.Shape, DType.String)
{
    public override Tensor Rows(ReadOnlyMemory<int> rows) => texts.Rows(0, rows);

    public override Tensor Whole() => texts.ToTensor();
}

/// <summary>Rows of a tensor.</summary>
internal sealed class TensorRows(Tensor tensor) : RowSource(tensor.Shape, tensor.DType)
{
    public override Tensor Rows(ReadOnlyMemory<int> rows) => tensor.DType == DType.String
        ? Texts(rows.Span)
        : Ops.Gather(tensor, Tensor.From<int>(rows.Span));

    public override Tensor Whole() => tensor;

    private Tensor Texts(ReadOnlySpan<int> rows)
    {
        var width = checked((int)RowShape.Length);
        var picked = new List<string>(rows.Length * width);
        foreach (var row in rows) picked.AddRange(tensor.Strings().Slice(row * width, width));
        return StringTensors.From(picked.ToArray(), Shape.With(0, rows.Length));
    }
}

/// <summary>An array where a tensor is wanted: it becomes one when its numbers are needed.</summary>
internal sealed class ArrayTensor(RowSource source) : Tensor(source.Shape, source.DType, () => Read(source))
{
    /// <summary>The array.</summary>
    public RowSource Source => source;

    private static Tensor Read(RowSource source)
    {
        using var lasting = MemoryScope.Lasting();
        return source.Whole();
    }
}

/// <summary>A row that is read when its numbers are needed; a batch reads all of its rows at once.</summary>
internal sealed class Row(RowSource source, int index) : Tensor(source.RowShape, source.DType, () => source.Rows(new[] { index }))
{
    /// <summary>Where it comes from.</summary>
    public RowSource Source => source;

    /// <summary>Its number.</summary>
    public int Index => index;

    /// <summary>The same row, not read yet.</summary>
    public Row Again() => new(source, index);
}

/// <summary>A dataset where a tensor is wanted: what windows are made of.</summary>
internal sealed class DatasetTensor(Dataset dataset) : Tensor(Shape.Scalar, DType.Int32, () => throw new TypeError(
    $"A dataset is no tensor: {dataset}. Make tensors of it first, as by flat_map(window => window.batch(3))."))
{
    /// <summary>The dataset.</summary>
    public Dataset Dataset => dataset;
}

namespace KerasLikeRnn.Layers;

/// <summary>Numbers as they are, or as a function makes them: <c>tf.feature_column.numeric_column</c>.</summary>
public sealed class NumericColumn : FeatureColumn, IDenseColumn
{
    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="shape">Sizes of a sample's numbers; a single one by default.</param>
    /// <param name="default_value">Where a record lacks the feature: a number, or as many as the shape has.</param>
    /// <param name="dtype">Type of the numbers in records.</param>
    /// <param name="normalizer_fn">What is done to the numbers.</param>
    /// <exception cref="ValueError">A size is not positive, the type is not one of numbers, or default_value has another shape.</exception>
    internal NumericColumn(
        string key, Shape? shape = null, NumbersLike default_value = default, string dtype = "float32",
        Func<Tensor, Tensor>? normalizer_fn = null)
    {
        this.key = CheckKey(key);
        this.shape = NumericFeature.CheckShape(shape, key);
        this.dtype = NumericFeature.CheckType(dtype, key);
        this.default_value = NumericFeature.CheckDefault(default_value, this.shape, this.dtype, key);
        this.normalizer_fn = normalizer_fn;
    }

    /// <summary>Name of the feature.</summary>
    public string key { get; }

    /// <summary>Sizes of a sample's numbers.</summary>
    public Shape shape { get; }

    /// <summary>Where a record lacks the feature; null for none.</summary>
    public object? default_value { get; }

    /// <summary>Type of the numbers in records.</summary>
    public ElementType dtype { get; }

    /// <summary>What is done to the numbers.</summary>
    public Func<Tensor, Tensor>? normalizer_fn { get; }

    /// <inheritdoc/>
    public override string name => key;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("shape", NumericFeature.Tuple(shape)), ("default_value", default_value), ("dtype", dtype),
            ("normalizer_fn", normalizer_fn)];

    Shape IDenseColumn.VariableShape => shape;

    /// <inheritdoc/>
    Tensor IDenseColumn.Dense(Features features) => Numbers(features);

    /// <summary>The numbers of a batch.</summary>
    internal Tensor Numbers(Features features)
    {
        var numbers = features[key];
        return Ops.Cast(normalizer_fn is null ? numbers : normalizer_fn(numbers), DType.Float32);
    }
}

/// <summary>Numbers of each step of sequences: <c>tf.feature_column.sequence_numeric_column</c>.</summary>
/// <remarks>Sequences are filled up with 0 (of whole numbers with -1), which stands for a missing number wherever it is.</remarks>
public sealed class SequenceNumericColumn : FeatureColumn, ISequenceColumn
{
    /// <summary>Creates the column.</summary>
    /// <param name="key">Name of the feature.</param>
    /// <param name="shape">Sizes of a step's numbers; a single one by default.</param>
    /// <param name="default_value">What stands where numbers are missing.</param>
    /// <param name="dtype">Type of the numbers in records.</param>
    /// <param name="normalizer_fn">What is done to the numbers.</param>
    /// <exception cref="ValueError">A size is not positive, or the type is not one of numbers.</exception>
    internal SequenceNumericColumn(
        string key, Shape? shape = null, double default_value = 0.0, string dtype = "float32", Func<Tensor, Tensor>? normalizer_fn = null)
    {
        this.key = CheckKey(key);
        this.shape = NumericFeature.CheckShape(shape, key);
        this.dtype = NumericFeature.CheckType(dtype, key);
        this.default_value = default_value;
        this.normalizer_fn = normalizer_fn;
    }

    /// <summary>Name of the feature.</summary>
    public string key { get; }

    /// <summary>Sizes of a step's numbers.</summary>
    public Shape shape { get; }

    /// <summary>What stands where numbers are missing.</summary>
    public double default_value { get; }

    /// <summary>Type of the numbers in records.</summary>
    public ElementType dtype { get; }

    /// <summary>What is done to the numbers.</summary>
    public Func<Tensor, Tensor>? normalizer_fn { get; }

    /// <inheritdoc/>
    public override string name => key;

    private protected override IEnumerable<(string, object?)> Fields =>
        [("key", key), ("shape", NumericFeature.Tuple(shape)), ("default_value", default_value), ("dtype", dtype),
            ("normalizer_fn", normalizer_fn)];

    Shape ISequenceColumn.VariableShape => shape;

    /// <inheritdoc/>
    (Tensor Steps, long[] Lengths) ISequenceColumn.Sequences(Features features)
    {
        var given = features[key];
        var filler = Ops.Constant(given.DType.IsFloating() ? 0 : -1, given.DType);
        var filled = Ops.Compare(CompareOp.NotEqual, given, filler);
        var numbers = Ops.Cast(normalizer_fn is null ? given : normalizer_fn(given), DType.Float32);
        var width = (int)shape.Length;
        var all = (int)given.Shape.Range(1, given.Rank).Length;
        if (all % width != 0)
            throw new ValueError(
                $"Input to reshape is a tensor with {given.Shape.Length} values, but the requested shape requires a multiple of {width}");
        var steps = Ops.Reshape(
            Ops.Select(filled, numbers, Ops.Constant(default_value)), Shape.Of(given.Shape.Dims[0], all / width).Concat(shape));
        var has = filled.ToArray<bool>();
        return (steps, SequenceLengths.Of(given.Shape, place => has[place], given.Rank == 2 ? width : 1));
    }
}

/// <summary>What columns of numbers check.</summary>
internal static class NumericFeature
{
    /// <exception cref="ValueError">A size is not positive.</exception>
    public static Shape CheckShape(Shape? shape, string key)
    {
        shape ??= Shape.Of(1);
        if (shape.Rank == 0) return Shape.Of(1);
        return shape.Dims.ToArray().All(size => size > 0) ? shape : throw new ValueError(
            $"shape dimensions must be greater than 0. shape: {shape}, key: {key}", nameof(shape));
    }

    /// <exception cref="ValueError">It is not one of numbers.</exception>
    public static ElementType CheckType(string dtype, string key)
    {
        ElementType type = Required.NotNull(dtype);
        return type.is_floating || type.is_integer ? type : throw new ValueError(
            $"dtype must be convertible to float. dtype: {type}, key: {key}", nameof(dtype));
    }

    /// <summary>The value for each number of a sample, as tuples; null for none.</summary>
    /// <exception cref="ValueError">There are other numbers than the shape has.</exception>
    public static object? CheckDefault(NumbersLike value, Shape shape, ElementType dtype, string key)
    {
        if (value.Array is not { } array) return null;
        var numbers = Arrays.ToTensor(array.astype(NPTypeCode.Double));
        if (numbers.Rank == 0) numbers = Ops.BroadcastTo(numbers, shape);
        if (numbers.Shape != shape)
            throw new ValueError(
                $"The shape of default_value must be equal to given shape. default_value: {PythonText.Repr(value.Config)}, shape: {shape}, "
                + $"key: {key}", "default_value");
        return Tuples(numbers.ToArray<double>(), shape.Dims, dtype.is_integer);
    }

    /// <summary>A shape as Python's tuple.</summary>
    public static PythonTuple<object?> Tuple(Shape shape) => new([.. shape.Dims.ToArray().Select(object? (size) => size)]);

    private static object Tuples(ReadOnlySpan<double> numbers, ReadOnlySpan<int> shape, bool whole)
    {
        if (shape.IsEmpty) return whole ? (object)(long)numbers[0] : numbers[0];
        var items = new object?[shape[0]];
        var width = numbers.Length / shape[0];
        for (var i = 0; i < items.Length; i++) items[i] = Tuples(numbers.Slice(i * width, width), shape[1..], whole);
        return new PythonTuple<object?>(items);
    }
}

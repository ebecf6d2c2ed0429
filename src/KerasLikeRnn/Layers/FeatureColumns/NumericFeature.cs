namespace KerasLikeRnn.Layers;

/// <summary>A column of numbers: what <see cref="NumericColumn"/> and <see cref="SequenceNumericColumn"/> share.</summary>
public abstract class NumericFeature : FeatureColumn
{
    private protected NumericFeature(string key, Shape? shape, string dtype, Func<Tensor, Tensor>? normalizer_fn)
    {
        this.key = CheckKey(key);
        this.shape = CheckShape(shape, key);
        this.dtype = CheckType(dtype, key);
        this.normalizer_fn = normalizer_fn;
    }

    /// <summary>Name of the feature.</summary>
    public string key { get; }

    /// <summary>Sizes of a sample's numbers, or of a step's.</summary>
    public Shape shape { get; }

    /// <summary>Type of the numbers in records.</summary>
    public ElementType dtype { get; }

    /// <summary>What is done to the numbers.</summary>
    public Func<Tensor, Tensor>? normalizer_fn { get; }

    /// <inheritdoc/>
    public override string name => key;

    /// <summary>What stands where numbers are missing.</summary>
    private protected abstract object? Default { get; }

    private protected override IEnumerable<(string, object?)> Fields =>
    [
        ("key", key), ("shape", new PythonTuple<object?>([.. shape.Dims.ToArray().Select(object? (size) => size)])),
        ("default_value", Default), ("dtype", dtype), ("normalizer_fn", normalizer_fn),
    ];

    /// <summary>The numbers that the layer gets.</summary>
    private protected Tensor Normalized(Tensor numbers) =>
        Ops.Cast(normalizer_fn is null ? numbers : normalizer_fn(numbers), DType.Float32);

    /// <exception cref="ValueError">A size is not positive.</exception>
    private static Shape CheckShape(Shape? shape, string key)
    {
        shape ??= Shape.Of(1);
        if (shape.Rank == 0) return Shape.Of(1);
        return shape.Dims.ToArray().All(size => size > 0) ? shape : throw new ValueError(
            $"shape dimensions must be greater than 0. shape: {shape}, key: {key}", nameof(shape));
    }

    /// <exception cref="ValueError">It is not one of numbers.</exception>
    private static ElementType CheckType(string dtype, string key)
    {
        ElementType type = Required.NotNull(dtype);
        return type.is_floating || type.is_integer ? type : throw new ValueError(
            $"dtype must be convertible to float. dtype: {type}, key: {key}", nameof(dtype));
    }

    /// <summary>The value for each number of a sample, as tuples; null for none.</summary>
    /// <exception cref="ValueError">There are other numbers than the shape has.</exception>
    private protected static object? CheckDefault(NumbersLike value, Shape shape, ElementType dtype, string key)
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

    private static object Tuples(ReadOnlySpan<double> numbers, ReadOnlySpan<int> shape, bool whole)
    {
        if (shape.IsEmpty) return whole ? (object)(long)numbers[0] : numbers[0];
        var items = new object?[shape[0]];
        var width = numbers.Length / shape[0];
        for (var i = 0; i < items.Length; i++) items[i] = Tuples(numbers.Slice(i * width, width), shape[1..], whole);
        return new PythonTuple<object?>(items);
    }
}

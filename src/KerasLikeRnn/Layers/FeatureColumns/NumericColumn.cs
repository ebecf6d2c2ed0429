namespace KerasLikeRnn.Layers;

/// <summary>Numbers as they are, or as a function makes them: <c>tf.feature_column.numeric_column</c>.</summary>
public sealed class NumericColumn : NumericFeature, IDenseColumn
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
        Func<Tensor, Tensor>? normalizer_fn = null) : base(key, shape, dtype, normalizer_fn) =>
        this.default_value = CheckDefault(default_value, this.shape, this.dtype, key);

    /// <summary>Where a record lacks the feature; null for none.</summary>
    public object? default_value { get; }

    private protected override object? Default => default_value;

    Shape IDenseColumn.VariableShape => shape;

    /// <inheritdoc/>
    Tensor IDenseColumn.Dense(Features features) => Numbers(features);

    /// <summary>The numbers of a batch.</summary>
    internal Tensor Numbers(Features features) => Normalized(features[key]);
}

/// <summary>Numbers of each step of sequences: <c>tf.feature_column.sequence_numeric_column</c>.</summary>
/// <remarks>Sequences are filled up with 0 (of whole numbers with -1), which stands for a missing number wherever it is.</remarks>
public sealed class SequenceNumericColumn : NumericFeature, ISequenceColumn
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
        : base(key, shape, dtype, normalizer_fn) => this.default_value = default_value;

    /// <summary>What stands where numbers are missing.</summary>
    public double default_value { get; }

    private protected override object? Default => default_value;

    Shape ISequenceColumn.VariableShape => shape;

    /// <inheritdoc/>
    (Tensor Steps, long[] Lengths) ISequenceColumn.Sequences(Features features)
    {
        var given = features[key];
        var filler = Ops.Constant(given.DType.IsFloating() ? 0 : -1, given.DType);
        var filled = Ops.Compare(CompareOp.NotEqual, given, filler);
        var numbers = Normalized(given);
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

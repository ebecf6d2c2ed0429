namespace KerasLikeRnn.Layers;

/// <summary>Between which boundaries numbers lie: <c>tf.feature_column.bucketized_column</c>.</summary>
public sealed class BucketizedColumn : FeatureColumn, IDenseColumn, ICategoricalColumn
{
    private readonly double[] bounds;

    /// <summary>Creates the column.</summary>
    /// <param name="source_column">The numbers: a column of one axis.</param>
    /// <param name="boundaries">The boundaries in order; a number that is one belongs to the bucket above.</param>
    /// <exception cref="ValueError">The column is no numeric one of one axis, or the boundaries are not in order.</exception>
    internal BucketizedColumn(FeatureColumn source_column, IReadOnlyList<double> boundaries)
    {
        this.source_column = Required.NotNull(source_column) as NumericColumn ?? throw new ValueError(
            $"source_column must be a column generated with numeric_column(). Given: {source_column}", nameof(source_column));
        if (this.source_column.shape.Rank > 1)
            throw new ValueError($"source_column must be one-dimensional column. Given: {source_column}", nameof(source_column));
        bounds = [.. Required.NotNull(boundaries)];
        if (bounds.Length == 0) throw new ValueError("boundaries must not be empty.", nameof(boundaries));
        for (var i = 1; i < bounds.Length; i++)
            if (!(bounds[i - 1] < bounds[i])) throw new ValueError("boundaries must be a sorted list.", nameof(boundaries));
    }

    /// <summary>The numbers.</summary>
    public NumericColumn source_column { get; }

    /// <summary>The boundaries in order.</summary>
    public IReadOnlyList<double> boundaries => bounds;

    /// <inheritdoc/>
    public override string name => $"{source_column.name}_bucketized";

    private protected override IEnumerable<(string, object?)> Fields =>
        [("source_column", source_column), ("boundaries", new PythonTuple<object?>([.. bounds.Select(object? (bound) => bound)]))];

    Shape IDenseColumn.VariableShape => source_column.shape.Concat(Shape.Of(bounds.Length + 1));

    int ICategoricalColumn.Buckets => (bounds.Length + 1) * source_column.shape.Dims[0];

    /// <inheritdoc/>
    Tensor IDenseColumn.Dense(Features features)
    {
        var numbers = source_column.Numbers(features);
        return Ops.OneHot(Tensor.From<int>(Array.ConvertAll(numbers.ToArray<float>(), Bucket), numbers.Shape), bounds.Length + 1);
    }

    /// <inheritdoc/>
    Categories ICategoricalColumn.Categories(Features features)
    {
        var numbers = source_column.Numbers(features).ToArray<float>();
        var width = source_column.shape.Dims[0];
        // Each number of a sample has buckets of its own.
        var ids = numbers.Select((number, i) => Bucket(number) + (long)(bounds.Length + 1) * (i % width)).ToArray();
        return new Categories(Shape.Of(numbers.Length / width, width), ids);
    }

    private int Bucket(float number)
    {
        var bucket = 0;
        while (bucket < bounds.Length && number >= (float)bounds[bucket]) bucket++;
        return bucket;
    }
}
